/** The log as a page shows it: a page of rows under a filter in either direction, and how many rows fit. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AuditDirection } from './audit-walk'
import { auditWalk } from './audit-walk'
import type { AuditFilter } from './audit-lanes'
import type { ReadDb } from './db'
import type { AuditTable } from './schema-of-history'
import { eachNumber } from './sqlite'

/** Seeks between two breaths. */
const seeksEach = 100

export interface AuditPlace {
  /** Excluded; null is the newest row of the log for `older`, the oldest for `newer`. */
  readonly beyond: number | null
  readonly direction: AuditDirection
}

export interface AuditCount {
  readonly rows: number
  /** There are more than that. */
  readonly more: boolean
}

export function auditListReads(db: ReadDb) {
  const { stretchOf, walk, sizeAtOnce } = auditWalk(db)
  return {
    /** @returns up to `limit` rows that fit, newest first, and whether there are more in that direction */
    async page(
      filter: AuditFilter,
      { beyond, direction }: AuditPlace,
      limit: number,
    ): Promise<{ rows: AuditTable[]; more: boolean }> {
      const whole = await stretchOf(filter)
      const stretch =
        beyond === null
          ? whole
          : direction === 'older'
            ? { ...whole, high: Math.min(whole.high, beyond - 1) }
            : { ...whole, low: Math.max(whole.low, beyond + 1) }
      const found: number[] = []
      for await (const numbers of walk(filter, stretch, direction)) {
        found.push(...numbers.slice(0, limit + 1 - found.length))
        if (found.length > limit) break
      }
      const shown = found.slice(0, limit)
      if (shown.length === 0) return { rows: [], more: false }
      const { rows } = await sql<AuditTable>`select audit.* from ${eachNumber(shown, sql`audit`)}`.execute(db)
      return { rows: rows.sort((a, b) => b.no - a.no), more: found.length > limit }
    },

    /** Exact where nothing but time is asked or up to `most` rows fit; beyond, that there are more. */
    async count(filter: AuditFilter, most: number): Promise<AuditCount> {
      const stretch = await stretchOf(filter)
      const size = sizeAtOnce(filter, stretch)
      if (size !== null) return { rows: size, more: false }
      let rows = 0
      for await (const numbers of walk(filter, stretch, 'older')) {
        rows += numbers.length
        if (rows > most) return { rows: most, more: true }
      }
      return { rows, more: false }
    },

    /** Computers the log names, in order, up to `most`: one seek each, however many rows they have. */
    async computers(most: number): Promise<string[]> {
      const found: string[] = []
      for (let last = ''; found.length < most;) {
        const query = db.selectFrom('audit').select('computer').where('computer', '>', last)
        const next = await query.orderBy('computer').limit(1).executeTakeFirst()
        if (next === undefined) break
        last = next.computer
        found.push(last)
        if (found.length % seeksEach === 0) await setImmediate()
      }
      return found
    },
  }
}
