/** The gate in front of scrypt: a few at once, a bounded queue behind them, then `busy`. */
import { fault } from '../fault'

export interface ScryptGate {
  /**
   * Runs `work` when a place is free, first come first served.
   * @throws busy where the queue is full; `work` is not begun then. Otherwise whatever `work` throws
   */
  run<T>(work: () => Promise<T>): Promise<T>
}

/**
 * One scrypt at 2^17 takes 128 MiB and a thread of Node's pool for 0.4 s; twenty at once starved every file call.
 * @param limits `atOnce`: how many run; `waiting`: how many may wait behind them
 */
export function makeScryptGate({ atOnce, waiting }: { atOnce: number; waiting: number }): ScryptGate {
  let running = 0
  const queue: (() => void)[] = []
  return {
    async run(work) {
      if (running < atOnce) running += 1
      else if (queue.length < waiting) await new Promise<void>((go) => queue.push(go))
      else throw fault('busy')
      try {
        return await work()
      } finally {
        // The place is handed on, not freed: nobody who comes meanwhile can take it before those who wait.
        const next = queue.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}
