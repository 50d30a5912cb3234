/** A log of any size in a file, written past the store: what is measured is reading it. Same seed, same rows. */
import BetterSqlite3 from 'better-sqlite3'

export const bigActs = ['session.signIn', 'accounts.make', 'otp.reissue', 'accounts.clearMfa', 'self.changePassword']
export const bigComputers = ['DESK-01', 'DESK-02', 'DESK-03', 'SERVER-9']

/** A plain generator of numbers, for repeatable chance. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/**
 * Fills the audit table with `count` rows, one each 30 s. Hashes are none: nobody checks this chain. In it: each result of
 * each act; one act from one computer that no other row has together (`accounts.clearMfa` never from `SERVER-9`); one row of
 * `Ｓayuri Once`, the very first.
 */
export function fillBigLog(file: string, count: number, seed = 7): void {
  const database = new BetterSqlite3(file)
  const below = chance(seed)
  const insert =
    database.prepare(`insert into audit values (@no, @at, @actor_id, @actor_name, 'helpdesk', @computer, @host,
    @act, @account_id, @account_name, @result, null, @reason, '{}', @hash, @hash)`)
  const hash = '0'.repeat(64)
  const began = Date.parse('2025-12-01T00:00:00.000Z')
  try {
    database.pragma('synchronous = off')
    database.transaction(() => {
      for (let no = 1; no <= count; no += 1) {
        const actor = below(40)
        const about = below(20_000)
        const act = bigActs[below(bigActs.length)]!
        const computer = bigComputers[below(act === 'accounts.clearMfa' ? 3 : 4)]!
        const rare = below(200)
        insert.run({
          no,
          at: new Date(began + no * 30_000).toISOString(),
          actor_id: `actor${actor}`,
          actor_name: no === 1 ? 'Ｓayuri Once' : `Actor ${actor}`,
          computer,
          host: below(3) === 0 ? 'loopback' : 'electron',
          act,
          account_id: `p${about}`,
          account_name: `Person ${about}`,
          result: rare === 0 ? 'failed' : rare < 4 ? 'refused' : 'done',
          reason: 'asked by phone',
          hash,
        })
      }
    })()
  } finally {
    database.close()
  }
}
