/** Who has no password that works: none yet, one that ran out before it was changed, or one whose letter failed. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { firstPasswordChanged, slipFor } from '../doubles/person'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

const hour = 3_600_000
const email = 'haruka@corp.example'
const reason = 'first day'
const chosen = 'a walk along the river at noon'

let test: TestDesk
let desk: Desk
let person: string

beforeEach(async () => {
  test = await openTestDesk()
  ;({ desk } = await welcomed(test))
  person = await makeAccount(desk, 'Haruka Sato', email)
})
afterEach(() => test.close())

const slipOf = (accountId = person) => slipFor(desk, accountId)

/** The person has a password of their own. */
const settled = () => firstPasswordChanged(test, desk, { id: person, email }, chosen)

describe('who has none', () => {
  const lacking = async () => {
    const { count, accounts } = await desk.passwords.lacking({ after: null, limit: 10 })
    expect(count).toBe(accounts.length)
    return accounts.map(({ id }) => id)
  }

  it('is also whose first one ran out before it was changed', async () => {
    await slipOf()
    test.time += 72 * hour - 1
    await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await lacking()).toEqual([])
    test.time += 1
    expect(await lacking()).toEqual([person])
    await slipOf()
    expect(await lacking()).toEqual([])
  })

  it('is also whose letter failed, until they get another', async () => {
    await desk.passwords.issue({ accountId: person, way: 'mail', reason })
    expect(await lacking()).toEqual([])
    const db = new Database(test.file)
    db.prepare(`update outbox set state = 'failed', next_at = null, sealed = null where kind = 'first-password'`).run()
    db.close()
    expect(await lacking()).toEqual([person])
    test.time += 1000
    await settled()
    expect(await lacking()).toEqual([])
  })

  it('is counted and listed in order of making, page by page; the disabled need none', async () => {
    const ids = [person]
    for (const nr of [1, 2, 3, 4]) ids.push(await makeAccount(desk, `Person ${nr}`, `p${nr}@corp.example`))
    await desk.accounts.disable({ id: ids[1]!, reason: 'left' })
    await slipOf(ids[2])
    const all = await desk.passwords.lacking({ after: null, limit: 500 })
    expect(all.count).toBe(3)
    expect(all.accounts.map(({ id }) => id)).toEqual([ids[0], ids[3], ids[4]])
    expect(all.accounts[0]).toEqual({ id: person, name: 'Haruka Sato', email })
    const page = await desk.passwords.lacking({ after: ids[0]!, limit: 1 })
    expect(page).toEqual({ count: 3, accounts: [all.accounts[1]] })
    expect((await desk.passwords.lacking({ after: ids[4]!, limit: 10 })).accounts).toEqual([])
    expect((await desk.passwords.lacking({ after: 'a'.repeat(26), limit: 10 })).accounts).toEqual([])
  })
})
