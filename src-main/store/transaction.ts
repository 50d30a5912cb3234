/** Write transactions one after another, and the tables handed out for the length of one. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema'

export interface WriteQueue {
  /**
   * Runs `work` in a transaction of its own, after all that were asked for before it. Rolled back on any throw.
   * Using what it was handed after it ended throws. Beginning another inside it throws, where waiting would be for ever.
   */
  run<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>
  /** Waits for what is running and refuses what comes after. */
  close(): Promise<void>
}

export function makeWriteQueue(db: Kysely<Schema>): WriteQueue {
  const inside = new AsyncLocalStorage<true>()
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  return {
    run<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
      if (inside.getStore() === true) throw new Error('a write inside a write would wait for itself')
      if (closed) throw new Error('the store is closed')
      const mine = last.then(() => inside.run(true, () => db.transaction().execute(work)))
      last = mine.catch(() => {})
      return mine
    },
    async close() {
      closed = true
      await last
    },
  }
}
