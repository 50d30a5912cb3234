/** A part of a transaction that can be taken back by itself: one account of a slice that failed leaves the others alone. */
import { sql } from 'kysely'
import type { WriteDb } from './db'

export const savepointsOf = (db: WriteDb) => ({
  /**
   * Runs `work`; on any throw what it wrote is taken back, and the transaction goes on with what was before it. A fault
   * of the disk is none of its matters: the connection then refuses whatever comes, and the whole transaction is given
   * up. Not to be nested.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await sql`savepoint part`.execute(db)
    try {
      const answer = await work()
      await sql`release part`.execute(db)
      return answer
    } catch (error) {
      await sql`rollback to part`.execute(db)
      await sql`release part`.execute(db)
      throw error
    }
  },
})
