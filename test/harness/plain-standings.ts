/** Where accounts stand, by a plain look at the table as it is now: what the history of the store is held against. */
import type Database from 'better-sqlite3'

export interface PlainStanding {
  readonly department: string
  readonly role: string
  readonly policy: string
  readonly state: string
  readonly enabled: number
}

/** Standing by account, as one text each. */
export type Copy = ReadonlyMap<string, string>

export const textOf = ({ department, role, policy, state, enabled }: PlainStanding): string =>
  JSON.stringify([department, role, policy, state, enabled])
const textOrNull = (standing: PlainStanding | null): string | null => standing && textOf(standing)

/** @returns a copy of what every account is just now. */
export function copyOf(db: Database.Database): Copy {
  const rows = db.prepare('select id, department, role, policy, state, enabled from accounts').all()
  return new Map((rows as (PlainStanding & { id: string })[]).map((row) => [row.id, textOf(row)]))
}

/** @returns how many accounts stand where, by the database's own counting, as sorted texts. */
export function countOf(db: Database.Database): string[] {
  const rows = db.prepare(`select department, role, policy, state, enabled, count(*) as count
    from accounts group by 1, 2, 3, 4, 5`)
  return sorted(rows.all() as (PlainStanding & { count: number })[])
}

/** The counts of the store in the same form. */
export const sorted = (counts: readonly (PlainStanding & { count: number })[]): string[] =>
  counts.map((row) => `${textOf(row)} ${row.count}`).sort()

interface Moved {
  readonly accountId: string
  readonly before: PlainStanding | null
  readonly after: PlainStanding | null
}

export const movedText = ({ accountId, before, after }: Moved): string =>
  `${accountId}: ${textOrNull(before)} → ${textOrNull(after)}`

/** @returns whoever stands elsewhere in `after` than in `before`, as sorted texts. */
export function movedFrom(before: Copy, after: Copy): string[] {
  const ids = new Set([...before.keys(), ...after.keys()])
  return [...ids]
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => `${id}: ${before.get(id) ?? null} → ${after.get(id) ?? null}`)
    .sort()
}

/** @returns how many went from where to where, as sorted texts. */
export function movementsFrom(before: Copy, after: Copy): string[] {
  const counts = new Map<string, number>()
  for (const text of movedFrom(before, after)) {
    const move = text.slice(text.indexOf(': ') + 2)
    counts.set(move, (counts.get(move) ?? 0) + 1)
  }
  return [...counts].map(([move, count]) => `${move} ${count}`).sort()
}

export const movementTexts = (moves: readonly (Omit<Moved, 'accountId'> & { count: number })[]): string[] =>
  moves.map(({ before, after, count }) => `${textOrNull(before)} → ${textOrNull(after)} ${count}`).sort()
