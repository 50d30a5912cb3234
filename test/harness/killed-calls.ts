/** One call, killed -9 at many points: between its statements, before and after each commit, and at any time at all. */
import type { Breakage } from './around-store'
import type { DeskProcess, HeldSeat, NamedCall } from './desk-process'
import { startDesk } from './desk-process'

export interface KilledCall {
  readonly call: NamedCall
  readonly seat: HeldSeat
  /** Milliseconds since 1970: the clock of the desk. */
  readonly now: number
}
export interface Kills {
  readonly folder: string
  readonly broken?: Breakage
  /** How many of either kind. */
  readonly betweenStatements: number
  readonly atAnyTime: number
  /** Makes things ready for the call, each time anew. */
  readonly prepare: () => Promise<KilledCall>
  /** Looks at what is left. `answered`: the call was acknowledged before the process died. */
  readonly check: (answered: boolean) => Promise<void>
}

/** Processes started at once: they take longer to start than to die. */
const batch = 5

/** @returns how many processes died in the call; every one of them was looked after by `check`. */
export async function killCalls({ folder, broken, betweenStatements, atAnyTime, prepare, check }: Kills) {
  const ready: DeskProcess[] = []
  const nextDesk = async () => {
    if (ready.length === 0) {
      ready.push(...(await Promise.all(Array.from({ length: batch }, () => startDesk(folder, broken)))))
    }
    return ready.pop() as DeskProcess
  }
  const whole = await nextDesk()
  await whole.set(await prepare())
  const began = performance.now()
  const { steps = 0, commits = [] } = (await whole.go()) ?? {}
  const milliseconds = performance.now() - began
  ready.push(whole)
  await check(true)

  let died = 0
  async function killAt(stepsToLive: number): Promise<void> {
    const desk = await nextDesk()
    await desk.set({ ...(await prepare()), stepsToLive })
    const answer = await desk.go()
    if (!answer) died += 1
    await check(answer !== null)
  }
  // chance alone would often miss what is committed and not yet told
  for (const commit of commits) await killAt(commit)
  for (let nr = 0; nr < betweenStatements; nr++) {
    await killAt(Math.floor(((nr + Math.random()) * steps) / betweenStatements))
  }
  for (let nr = 0; nr < atAnyTime; nr++) {
    const desk = await nextDesk()
    await desk.set(await prepare())
    const answer = await desk.goAndKill(Math.random() * milliseconds)
    if (!answer) died += 1
    await check(answer !== null)
  }
  await Promise.all(ready.map((desk) => desk.close()))
  return died
}
