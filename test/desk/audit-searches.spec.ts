/** Searches of the log that somebody keeps: their own, by names that differ, so many and no more; and days of the site's zone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { savedSearchesMost } from '../../src-preload/contract/audit-filter'
import { faultOf, refusalOf } from '../doubles/operations'
import { signedInPerson } from '../doubles/person'
import { outside, rowsOf } from '../doubles/store-outside'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let auditor: Desk

beforeEach(async () => {
  test = await openTestDesk()
  administrator = (await welcomed(test)).desk
  auditor = (await signedInPerson(test, administrator, 'sofia@corp.example', 'auditor')).desk
})
afterEach(() => test.close())

const filter = { time: 'days-7', result: 'refused', host: 'loopback' } as const
const namesOf = async (desk: Desk) => (await desk.audit.searches()).searches.map(({ name }) => name)

describe('searches somebody keeps', () => {
  it('come back as they were kept, also after a restart, and stand in the file', async () => {
    const { search } = await auditor.audit.saveSearch({ name: '  Refused this week ', filter })
    expect(search).toMatchObject({ name: 'Refused this week', filter, madeAt: new Date(test.time).toISOString() })
    expect((await auditor.audit.searches()).searches).toEqual([search])
    expect(outside(test, (db) => db.prepare('select name, filter from saved_searches').all())).toEqual([
      { name: 'Refused this week', filter: JSON.stringify(filter) },
    ])
    expect(rowsOf(test).at(-1)).toMatchObject({ act: 'audit.saveSearch', detail: '{"search":"Refused this week"}' })
  })

  it('are seen and forgotten by nobody else', async () => {
    const { search } = await auditor.audit.saveSearch({ name: 'Mine', filter })
    expect(await namesOf(administrator)).toEqual([])
    expect(await refusalOf(administrator.audit.forgetSearch({ id: search.id }))).toEqual({
      code: 'not-found',
      data: { what: 'search' },
    })
    expect(await namesOf(auditor)).toEqual(['Mine'])
    await administrator.audit.saveSearch({ name: 'Mine', filter: {} })
    await auditor.audit.forgetSearch({ id: search.id })
    expect(await namesOf(auditor)).toEqual([])
    expect(await namesOf(administrator)).toEqual(['Mine'])
  })

  it('have names that differ in more than spelling', async () => {
    await auditor.audit.saveSearch({ name: 'Café', filter })
    for (const name of ['Café', 'CAFÉ', 'Cafe\u0301', 'Ｃａｆé'])
      expect(await faultOf(auditor.audit.saveSearch({ name, filter })), name).toBe('search-name-taken')
    expect(await namesOf(auditor)).toEqual(['Café'])
  })

  it('are so many and no more; one that is forgotten makes room', async () => {
    for (let nr = 1; nr <= savedSearchesMost; nr += 1)
      await auditor.audit.saveSearch({ name: `Search ${nr}`, filter: {} })
    expect(await refusalOf(auditor.audit.saveSearch({ name: 'One more', filter }))).toEqual({
      code: 'searches-full',
      data: { most: savedSearchesMost },
    })
    const { searches } = await auditor.audit.searches()
    expect(searches).toHaveLength(savedSearchesMost)
    await auditor.audit.forgetSearch({ id: searches[0]!.id })
    await auditor.audit.saveSearch({ name: 'One more', filter })
    expect(await faultOf(administrator.audit.saveSearch({ name: 'One of the administrator', filter }))).toBeNull()
  })

  it('are refused where they could never be used', async () => {
    const save = (wrong: object) => faultOf(auditor.audit.saveSearch({ name: 'Wrong', filter: wrong }))
    expect(await save({ fromDay: '2026-03-31', toDay: '2026-03-30' })).toBe('input-invalid')
    expect(await save({ time: 'today', fromDay: '2026-03-31' })).toBe('input-invalid')
    expect(await save({ fromDay: '2026-02-30' })).toBe('input-invalid')
    expect(await save({ host: 'telnet' })).toBe('input-invalid')
    expect(await namesOf(auditor)).toEqual([])
  })

  it('of which this version knows nothing any more find everything', async () => {
    await auditor.audit.saveSearch({ name: 'Old', filter })
    outside(test, (db) => db.exec(`update saved_searches set filter = '{"colour":"red"}'`))
    expect((await auditor.audit.searches()).searches).toMatchObject([{ name: 'Old', filter: {} }])
  })
})

describe('the log by days', () => {
  /** A sign-in that fails, at an instant. */
  async function trying(at: string): Promise<void> {
    test.time = Date.parse(at)
    await faultOf(test.at(test.seat()).session.signIn({ email: `nobody${at.length}@corp.example`, password: 'wrong' }))
  }
  const instants = async (asked: object) => {
    const { rows } = await auditor.audit.list({
      before: null,
      limit: 200,
      act: 'session.signIn',
      result: 'failed',
      ...asked,
    })
    return rows.map(({ at }) => at).toReversed()
  }

  beforeEach(async () => {
    await test.close()
    test = await openTestDesk({ timeZone: 'Europe/Berlin' })
    administrator = (await welcomed(test)).desk
  })

  it('are days of the zone of the site, its short and long ones, too', async () => {
    // On 29 March 2026 the clock in Berlin goes from 2 to 3: the day has 23 hours and ends at 22:00 UTC.
    const all = [
      '2026-03-28T22:59:59.999Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T21:59:59.999Z',
      '2026-03-29T22:00:00.000Z',
      '2026-03-30T09:00:00.000Z',
    ]
    for (const at of all) await trying(at)
    // The session of before has run out by then.
    auditor = test.at(test.seat())
    await auditor.session.signIn({ email: 'keiko.ito@corp.example', password })
    expect(await instants({ fromDay: '2026-03-29', toDay: '2026-03-29' })).toEqual(all.slice(1, 3))
    expect(await instants({ time: 'yesterday' })).toEqual(all.slice(1, 3))
    expect(await instants({ time: 'today' })).toEqual(all.slice(3))
    expect(await instants({ fromDay: '2026-03-29' })).toEqual(all.slice(1))
    expect(await instants({ toDay: '2026-03-28' })).toEqual(all.slice(0, 1))
    expect(await instants({ time: 'days-7' })).toEqual(all)
  })
})
