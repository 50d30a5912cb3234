/** Filling a demo takes seconds: a signal must be heard meanwhile, and who no longer wants the demo need not wait for it. */
import { setImmediate } from 'node:timers/promises'

/** Calls in-process never leave the microtasks by themselves. @throws the reason of `wish` once it is aborted */
export async function giveWay(wish: AbortSignal | undefined): Promise<void> {
  await setImmediate()
  wish?.throwIfAborted()
}

/** People written between two breaths of the event loop. */
const peopleAtOnce = 50

/** @returns `people` in slices, giving way before each. */
export async function* inSlices<T>(people: readonly T[], wish: AbortSignal | undefined): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    await giveWay(wish)
    yield people.slice(from, from + peopleAtOnce)
  }
}

/** @returns what `work` answers. @throws the reason of `wish` as soon as it is aborted; what runs is left to itself */
export async function unlessGivenUp<T>(work: Promise<T>, wish: AbortSignal | undefined): Promise<T> {
  if (!wish) return work
  wish.throwIfAborted()
  const givenUp = Promise.withResolvers<never>()
  const giveUp = (): void => givenUp.reject(wish.reason as Error)
  wish.addEventListener('abort', giveUp, { once: true })
  // whichever comes second has nobody to hear it
  work.catch(() => undefined)
  return Promise.race([work, givenUp.promise]).finally(() => wish.removeEventListener('abort', giveUp))
}
