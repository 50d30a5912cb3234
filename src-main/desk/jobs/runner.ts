/** The jobs of the desk that run by themselves: begun by whoever starts one, gone on with after a kill, looked after by the clock. */
import { setImmediate } from 'node:timers/promises'
import type { House } from '../house'
import { lookAround } from './look-around'
import { runJob, type InTurn } from './run'

export interface Jobs {
  /** Goes on with what a closed or killed desk has left running, and sees to what is over meanwhile. Never throws. */
  begin(): Promise<void>
  /** A job may have been started: called after a commit. Never waited for, never throws. */
  wake(): void
  /** Now and then: what is over by the clock, and jobs that could not go on. Never throws. */
  tick(): Promise<void>
  /** Settles when no job runs. */
  idle(): Promise<void>
  /** Lets the slice that is being written end, and runs nothing more. */
  close(): Promise<void>
}

/** @param houseOf asked once it is built: jobs are a part of it */
export function makeJobs(houseOf: () => House): Jobs {
  const running = new Map<string, Promise<void>>()
  let looking: Promise<void> = Promise.resolve()
  let closed = false
  const isClosed = (): boolean => closed

  let lastSlice: Promise<unknown> = Promise.resolve()
  /** One slice after another, whatever jobs run: between two of them everything else has its turn. */
  const inTurn: InTurn = (slice) => {
    const mine = lastSlice.then(slice)
    lastSlice = mine.catch(() => undefined).then(() => setImmediate())
    return mine
  }

  const failed = (job: string | null) => (error: unknown) =>
    houseOf().log.error({ job, error: String(error) }, 'a job could not go on; it is tried again')

  async function run(id: string): Promise<void> {
    try {
      await runJob(houseOf(), id, { isClosed, inTurn })
      running.delete(id)
      // It may have been stopped and gone on with while its last slice was on its way.
      wake()
    } catch (error) {
      // Not at once: a disk that is full stays so for a while. The next tick looks again.
      running.delete(id)
      failed(id)(error)
    }
  }

  async function look(): Promise<void> {
    // Whoever started it gets the answer first.
    await setImmediate()
    if (closed) return
    for (const { id } of await houseOf().store.read((tables) => tables.jobs.inPhase(['running']))) {
      if (!closed && !running.has(id)) running.set(id, run(id))
    }
  }

  function wake(): void {
    if (!closed) looking = looking.then(look).catch(failed(null))
  }

  async function tick(): Promise<void> {
    if (closed) return
    await lookAround(houseOf()).catch(failed(null))
    wake()
    await looking
  }

  async function idle(): Promise<void> {
    do {
      await looking
      await Promise.all(running.values())
      await looking
    } while (running.size > 0)
  }

  return {
    begin: tick,
    wake,
    tick,
    idle,
    async close() {
      closed = true
      await idle()
    },
  }
}
