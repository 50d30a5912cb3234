/** The log as an evidence pack reads it: rows and changes of a range, in slices. */
import { setImmediate } from 'node:timers/promises'
import type { AuditRow } from './audit'
import type { ReadDb } from './db'
import { seqAt } from './standing-words'

/** Rows read between two breaths of the event loop: some milliseconds. */
const rowsEach = 250

export const evidenceReads = (db: ReadDb) => ({
  /** Rows `from` to `to`, in order; those that are not there are left out. */
  async *rows(from: number, to: number): AsyncGenerator<AuditRow> {
    for (let next = from; next <= to;) {
      const query = db.selectFrom('audit').selectAll().where('no', '>=', next).where('no', '<=', to)
      const rows = await query.orderBy('no').limit(rowsEach).execute()
      yield* rows
      const last = rows.at(-1)
      if (last === undefined || rows.length < rowsEach) return
      next = last.no + 1
      await setImmediate()
    }
  },

  /**
   * How many changes of accounts these rows answer for, none of them under a cut: events are numbered without a gap, so
   * that nothing need be counted.
   */
  countChanges: async (from: number, to: number): Promise<number> =>
    (await seqAt(db, to)) - (await seqAt(db, from - 1)),
})
