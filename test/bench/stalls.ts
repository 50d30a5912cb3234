/** How long something takes, and the longest time it kept the thread without a breath: what a person at the window waits. */
import { setImmediate } from 'node:timers/promises'

/** What this thread has computed, in milliseconds: time in which another process had the core is none of it. */
const computed = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

export interface Watched<T> {
  readonly answer: T
  readonly ms: number
  readonly cpuMs: number
  readonly stallMs: number
}

export async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  let [stallMs, done] = [0, false]
  const [began, computedBefore] = [performance.now(), computed()]
  const watching = (async () => {
    for (let last = computed(); !done; last = computed()) {
      await setImmediate()
      stallMs = Math.max(stallMs, computed() - last)
    }
  })()
  const answer = await work()
  const [ms, cpuMs] = [performance.now() - began, computed() - computedBefore]
  done = true
  await watching
  return { answer, ms, cpuMs, stallMs }
}
