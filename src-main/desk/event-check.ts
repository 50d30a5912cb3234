/** Holds the events of accounts against what rows of the log say of them, and snapshots against the events. */
import type { ChainRow } from '../engine/audit-chain'
import type { Break } from '../engine/chain-judge'
import { StandingHash } from '../engine/standing-line'
import type { Store } from '../store/store'

interface Said {
  readonly standings?: unknown
  readonly standingsHash?: unknown
}

/** What a row says of the events that it answers for; nothing where it says nothing. */
function saidBy(row: ChainRow): Said {
  if (!row.detail.includes('"standings')) return {}
  try {
    return JSON.parse(row.detail) as Said
  } catch {
    return {}
  }
}

/**
 * @param countFrom last row before the log begins, from where accounts are counted along; null: they are not
 * @returns `broken`: the snapshot a cut left is not what it left of the events; `check`: takes rows that hold by
 *   themselves, one slice after the other, and answers with the first that is wrong in what it answers for
 */
export async function makeEventCheck({ read }: Pick<Store, 'read'>, countFrom: number | null) {
  const counts = new Map<number, number>()
  let marks: number[] = []

  const move = (standing: number | null, by: number): void => {
    if (standing !== null) counts.set(standing, (counts.get(standing) ?? 0) + by)
  }
  async function marksUpTo(no: number): Promise<Break | null> {
    for (let at = marks[0]; at !== undefined && at <= no; at = marks[0]) {
      marks = marks.slice(1)
      const mark = at
      const kept = await read((tables) => tables.auditProof.markCounts(mark))
      const counted = [...counts].filter(([, count]) => count !== 0)
      const isSame = kept.size === counted.length && counted.every(([standing, count]) => kept.get(standing) === count)
      if (!isSame) return { at, to: at, kind: 'snapshot' }
    }
    return null
  }

  if (countFrom !== null) {
    marks = await read((tables) => tables.auditProof.marksFrom(Math.max(countFrom, 1)))
    const under = countFrom === 0 ? [] : await read((tables) => tables.auditProof.countsUnder(countFrom))
    for (const [standing, count] of under) counts.set(standing, count)
  }

  return {
    broken: countFrom === null ? null : await marksUpTo(countFrom),

    async check(rows: readonly ChainRow[]): Promise<Break | null> {
      const [first, last] = [rows[0], rows.at(-1)]
      if (first === undefined || last === undefined) return null
      const events = await read(async (tables) => tables.auditProof.events(first.no, last.no))
      let event = await events.next()
      for (const row of rows) {
        const hash = event.value?.no === row.no ? new StandingHash() : null
        let follow = true
        for (; hash !== null && event.value?.no === row.no; event = await events.next()) {
          hash.add(event.value.line)
          follow &&= event.value.follows
          move(event.value.before, -1)
          move(event.value.after, 1)
        }
        const [said, found] = [saidBy(row), hash?.detail() ?? {}]
        if (!follow || said.standings !== found.standings || said.standingsHash !== found.standingsHash)
          return { at: row.no, to: row.no, kind: 'events' }
        const wrong = await marksUpTo(row.no)
        if (wrong !== null) return wrong
      }
      return null
    },
  }
}
