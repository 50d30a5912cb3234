/** A desk in a process of its own that runs what jobs it finds running, until it is done, or dies. */
import { createInterface } from 'node:readline'
import { breakages, withSteps, type Step } from './around-store'
import { houseOnFile } from './house-on-file'
import type { Life } from './jobs-process'

const [line = ''] = await createInterface({ input: process.stdin })
  [Symbol.asyncIterator]()
  .next()
  .then(({ value }) => [String(value)])
const { folder, now, broken, dies } = JSON.parse(line) as Life

let left = dies?.after ?? Infinity
function step(kind: Step): void {
  if (dies?.at === 'commit' && kind !== 'commit') return
  if (left <= 0) process.kill(process.pid, 'SIGKILL')
  left -= 1
}

const house = await houseOnFile(folder, {
  clock: () => now + Math.round(performance.now()),
  around: (store) => breakages[broken](withSteps(store, step)),
})
process.stdout.write('open\n')
await house.jobs.begin()
await house.jobs.idle()
await house.jobs.close()
await house.store.close()
process.stdout.write('done\n')
process.stdin.destroy()
