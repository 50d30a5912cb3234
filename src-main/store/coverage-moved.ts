/** What became of accounts between two rows of the log: each counted once, from where it stood to where it stands. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ReadDb } from './db'
import { seqAt, standingsByNumber } from './standing-words'
import type { Standing } from './standings'

/** What became of an account between two rows of the log. */
export interface MovedAccount {
  readonly accountId: string
  /** Its name and address today; empty where it is no more. */
  readonly name: string
  readonly email: string
  /** Its last change in between: where the list goes on. */
  readonly seq: number
  /** Null: it was not there. */
  readonly before: Standing | null
  readonly after: Standing | null
}

/** From where to where, and how many accounts went so. */
export interface Movement {
  readonly before: Standing | null
  readonly after: Standing | null
  readonly count: number
}

/** Whether accounts that went from one standing to another are wanted. */
export type WantedMove = (before: Standing | null, after: Standing | null) => boolean

/** Events read between two breaths, and accounts named: some milliseconds each. */
const readEach = 5000
const namedEach = 500

/** Where each account came from and went to, at the place of its last event in between. */
interface Net {
  /** Number of the event before the first. */
  readonly start: number
  /** Standings by place; 0 is none. */
  readonly before: Int32Array
  readonly after: Int32Array
  /** 1 where another event of the account follows in between, or it stands where it stood. */
  readonly passed: Uint8Array
}

interface ReadEvent {
  readonly seq: number
  readonly prev: number | null
  readonly before: number | null
  readonly after: number | null
}

async function netBetween(db: ReadDb, start: number, end: number): Promise<Net> {
  const size = Math.max(0, end - start) + 1
  const [before, after, passed] = [new Int32Array(size), new Int32Array(size), new Uint8Array(size).fill(1)]
  for (let at = start; at < end; at += readEach) {
    const { rows } = await sql<ReadEvent>`select seq, prev, before, after from account_events
      where seq > ${at} and seq <= ${Math.min(end, at + readEach)} order by seq`.execute(db)
    for (const event of rows) {
      const [place, former] = [event.seq - start, (event.prev ?? 0) - start]
      before[place] = former > 0 ? (before[former] ?? 0) : (event.before ?? 0)
      if (former > 0) passed[former] = 1
      after[place] = event.after ?? 0
      passed[place] = before[place] === after[place] ? 1 : 0
    }
    await setImmediate()
  }
  return { start, before, after, passed }
}

export const coverageMovedReads = (db: ReadDb) => {
  /** Events never change: what was counted once is right for as long as it is kept. One, for the pages of one list. */
  let kept: { key: string; net: Promise<Net> } | null = null
  const between = async (from: number, to: number): Promise<Net> => {
    const [start, end] = [await seqAt(db, from), await seqAt(db, to)]
    const key = `${start} ${end}`
    if (kept?.key === key) return kept.net
    const net = netBetween(db, start, end)
    kept = { key, net }
    net.catch(() => (kept = kept?.net === net ? null : kept))
    return net
  }

  return {
    /** How many accounts went from where to where between rows `from` and `to`; those that stand where they stood are none. */
    async movementsBetween(from: number, to: number): Promise<Movement[]> {
      const { before, after, passed } = await between(from, to)
      const counts = new Map<number, { before: number; after: number; count: number }>()
      for (let place = 0; place < passed.length; place += 1) {
        if (place % 100_000 === 0) await setImmediate()
        if (passed[place] !== 0) continue
        const [was, is] = [before[place] ?? 0, after[place] ?? 0]
        const key = was * 2 ** 26 + is
        const there = counts.get(key)
        if (there === undefined) counts.set(key, { before: was, after: is, count: 1 })
        else there.count += 1
      }
      const pairs = [...counts.values()]
      const standingOf = await standingsByNumber(db)(pairs.flatMap((pair) => [pair.before || null, pair.after || null]))
      return pairs.map((pair) => ({
        before: standingOf(pair.before || null),
        after: standingOf(pair.after || null),
        count: pair.count,
      }))
    },

    /**
     * Accounts that stand elsewhere, or are new or gone, after row `to` than after row `from`; each once, in order of
     * their last change in between.
     * @param above goes on above this `seq`
     */
    async *movedBetween(
      from: number,
      to: number,
      above = 0,
      wanted: WantedMove = () => true,
    ): AsyncGenerator<MovedAccount> {
      const { start, before, after, passed } = await between(from, to)
      const standings = standingsByNumber(db)
      const verdicts = new Map<number, boolean>()
      const isWanted = async (was: number, is: number): Promise<boolean> => {
        const key = was * 2 ** 26 + is
        const known = verdicts.get(key)
        if (known !== undefined) return known
        const standingOf = await standings([was || null, is || null])
        const verdict = wanted(standingOf(was || null), standingOf(is || null))
        verdicts.set(key, verdict)
        return verdict
      }
      let some: number[] = []
      for (let place = Math.max(0, above - start) + 1; place < passed.length; place += 1) {
        if (place % 50_000 === 0) await setImmediate()
        if (passed[place] !== 0) continue
        const [was, is] = [before[place] ?? 0, after[place] ?? 0]
        if (!(verdicts.get(was * 2 ** 26 + is) ?? (await isWanted(was, is)))) continue
        some.push(place)
        if (some.length < namedEach) continue
        yield* named(some)
        some = []
      }
      yield* named(some)

      async function* named(places: readonly number[]): AsyncGenerator<MovedAccount> {
        const { rows } = await sql<{ seq: number; account_id: string; name: string | null; email: string | null }>`
          select e.seq, e.account_id, accounts.name, accounts.email
          from json_each(${JSON.stringify(places.map((place) => place + start))}) wanted
          cross join account_events e on e.seq = wanted.value left join accounts on accounts.id = e.account_id
          order by e.seq`.execute(db)
        const ids = places.flatMap((place) => [before[place] || null, after[place] || null])
        const standingOf = await standings(ids)
        for (const { seq, account_id: accountId, name, email } of rows) {
          const place = seq - start
          const [was, is] = [standingOf(before[place] || null), standingOf(after[place] || null)]
          yield { accountId, name: name ?? '', email: email ?? '', seq, before: was, after: is }
        }
        await setImmediate()
      }
    },
  }
}
