/** Custody: who has the file of each set, from its making to the next one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { CustodySet } from '../../src-preload/contract/recovery'
import { enrolOtp as enrolBehind } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { enrolOtp, passwordTyped, signedInPerson, tokenOf, type Person } from '../doubles/person'
import { outside, rowsOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let person: Person
let myId: string

beforeEach(async () => {
  test = await openTestDesk()
  const first = await welcomed(test)
  desk = first.desk
  myId = first.me.id
  person = await signedInPerson(test, desk)
})
afterEach(() => test.close())

type Asked = Partial<Parameters<Desk['recovery']['sets']>[0]>
const list = async (asked: Asked = {}): Promise<CustodySet[]> =>
  (await desk.recovery.sets({ before: null, limit: 50, ...asked })).sets
const newest = async (): Promise<CustodySet> => (await list({ accountId: person.id }))[0]!
const renew = async (): Promise<CustodySet> => {
  test.time += 1000
  await desk.recovery.renew({ accountId: person.id, reason: 'file lost' })
  return newest()
}
const at = () => new Date(test.time).toISOString()
const handOver = (set: CustodySet, to = 'Aoi Mori', as: Desk = desk) =>
  as.recovery.handOver({ setId: set.setId, to, how: 'envelope', note: 'sealed' })

describe('a set', () => {
  it('that somebody made for themself is handed over to them as it is made', async () => {
    const { recoverySet } = await enrolOtp(test, person)
    expect(await newest()).toEqual({
      setId: expect.any(String) as string,
      ...{ accountId: person.id, accountName: person.email, personName: 'Haruka Sato', department: '' },
      ...{ number: 1, checksum: recoverySet.checksum, state: 'handed-over', issuedAt: at(), issuedBy: 'Haruka Sato' },
      ...{
        jobNo: null,
        of: 10,
        used: 0,
        handedTo: 'Haruka Sato',
        how: 'screen',
        handedAt: at(),
        handedBy: 'Haruka Sato',
      },
      ...{ acknowledgedAt: null, acknowledgedBy: '', supersededAt: null, note: '' },
    })
  })

  it('that the desk made, at the first token or anew, is issued and with nobody', async () => {
    const key = await desk.otp.reissue({ accountId: person.id, reason: 'new phone' })
    await desk.otp.verify({ accountId: person.id, keyId: key.keyId, token: tokenOf(test, key) })
    const issued = { state: 'issued', issuedBy: 'Keiko Ito', handedTo: '', how: null, handedAt: null }
    expect(await newest()).toMatchObject({ number: 1, ...issued })
    expect(await renew()).toMatchObject({ number: 2, ...issued })
  })

  it('is superseded by the next, whoever had it', async () => {
    await enrolOtp(test, person)
    const first = await renew()
    await handOver(first)
    await renew()
    expect(
      (await list({ accountId: person.id })).map(({ number, state, handedTo }) => [number, state, handedTo]),
    ).toEqual([
      [3, 'issued', ''],
      [2, 'superseded', 'Aoi Mori'],
      [1, 'superseded', 'Haruka Sato'],
    ])
    expect((await list({ accountId: person.id }))[1]?.supersededAt).toBe(at())
  })

  it('is superseded where MFA is cleared', async () => {
    await enrolOtp(test, person)
    await desk.accounts.clearMfa({ id: person.id, reason: 'phone lost' })
    expect(await newest()).toMatchObject({ state: 'superseded', supersededAt: at() })
  })

  it('says how many of it are used', async () => {
    await enrolOtp(test, person)
    // Two of one instant are in no order.
    test.time += 1000
    const { codes } = await desk.recovery.renew({ accountId: person.id, reason: 'file lost' })
    for (const code of codes.slice(0, 2)) {
      const { desk: coming } = await passwordTyped(test, person.email)
      await coming.session.authenticateWithRecoveryCode({ code })
    }
    expect(await newest()).toMatchObject({ used: 2, of: 10, state: 'issued' })
  })
})

describe('handing over', () => {
  beforeEach(async () => {
    await enrolOtp(test, person)
    await renew()
  })

  it('says to whom and how, then that they have it; each leaves its row', async () => {
    const set = await newest()
    test.time += 60_000
    const handed = await handOver(set)
    const said = { handedTo: 'Aoi Mori', how: 'envelope', handedAt: at(), handedBy: 'Keiko Ito', note: 'sealed' }
    expect(handed).toEqual({ ...set, state: 'handed-over', ...said })
    test.time += 60_000
    const known = await desk.recovery.acknowledge({ setId: set.setId })
    expect(known).toEqual({ ...handed, state: 'acknowledged', acknowledgedAt: at(), acknowledgedBy: 'Keiko Ito' })
    expect(await newest()).toEqual(known)
    const about = { result: 'done', account_id: person.id, account_name: 'Haruka Sato' }
    const { checksum, number } = set
    expect(
      rowsOf(test)
        .slice(-2)
        .map((row) => ({ ...row, detail: JSON.parse(row.detail) as unknown })),
    ).toMatchObject([
      {
        act: 'recovery.handOver',
        ...about,
        detail: { set: number, checksum, handedTo: 'Aoi Mori', how: 'envelope', note: 'sealed' },
      },
      { act: 'recovery.acknowledge', ...about, detail: { set: number, checksum, handedTo: 'Aoi Mori' } },
    ])
  })

  it('said again replaces who has it, and that they said so', async () => {
    const set = await newest()
    await handOver(set)
    await desk.recovery.acknowledge({ setId: set.setId })
    const again = await desk.recovery.handOver({ setId: set.setId, to: 'Ben Carter', how: 'in-person', note: '' })
    expect(again).toMatchObject({
      state: 'handed-over',
      handedTo: 'Ben Carter',
      how: 'in-person',
      note: '',
      acknowledgedAt: null,
    })
    expect(JSON.parse(rowsOf(test).at(-1)?.detail ?? '')).toMatchObject({
      handedTo: 'Ben Carter',
      'handedTo before': 'Aoi Mori',
    })
  })

  it('works for a set from before custody was kept', async () => {
    outside(test, (db) => db.exec('delete from custody'))
    expect(await handOver(await newest())).toMatchObject({ state: 'handed-over', issuedBy: '', handedTo: 'Aoi Mori' })
    await desk.recovery.acknowledge({ setId: (await newest()).setId })
    expect(await newest()).toMatchObject({ state: 'acknowledged' })
  })

  it('is refused of a void set, of one that nobody has, and of none', async () => {
    const set = await newest()
    expect(await refusalOf(desk.recovery.acknowledge({ setId: set.setId }))).toEqual({
      code: 'not-handed-over',
      data: {},
    })
    await renew()
    const superseded = { code: 'set-superseded', data: { at: at() } }
    expect(await refusalOf(handOver(set))).toEqual(superseded)
    expect(await refusalOf(desk.recovery.acknowledge({ setId: set.setId }))).toEqual(superseded)
    const nobody = { ...set, setId: 'a'.repeat(26) }
    expect(await refusalOf(handOver(nobody))).toEqual({ code: 'not-found', data: { what: 'set' } })
  })

  it('of one’s own is refused, of staff too but for administrators, and of all to an auditor', async () => {
    const operator = await signedInPerson(test, desk, 'olga@corp.example', 'operator')
    const auditor = await signedInPerson(test, desk, 'aki@corp.example', 'auditor')
    await enrolBehind(test, myId)
    const [own] = await list({ accountId: myId })
    expect((await refusalOf(handOver(own!))).code).toBe('own-account')
    expect((await refusalOf(handOver(own!, 'Aoi', operator.desk))).code).toBe('staff-account')
    expect(await handOver(await newest(), 'Aoi', operator.desk)).toMatchObject({ handedTo: 'Aoi' })
    expect((await refusalOf(handOver(await newest(), 'Aoi', auditor.desk))).code).toBe('not-allowed')
    expect((await auditor.desk.recovery.sets({ before: null, limit: 10 })).sets.length).toBeGreaterThan(1)
  })
})

describe('the list', () => {
  /** Three people: two sets each. */
  beforeEach(async () => {
    for (const name of ['Ben Carter', '田中 太郎', '김민준']) {
      const accountId = await makeAccount(desk, name, `p${name.length}${name.charCodeAt(0)}@corp.example`)
      await enrolBehind(test, accountId)
      test.time += 1000
      await desk.recovery.renew({ accountId, reason: 'first file' })
      test.time += 1000
    }
  })

  it('is newest first, every set once, in pages of any size', async () => {
    const all = await list()
    expect(all).toHaveLength(6)
    expect(all.map(({ issuedAt }) => issuedAt)).toEqual(
      all
        .map(({ issuedAt }) => issuedAt)
        .toSorted()
        .toReversed(),
    )
    for (const limit of [1, 2, 3, 5, 6]) {
      const found: CustodySet[] = []
      for (let before: string | null = null, more = true; more;) {
        const page = await desk.recovery.sets({ before, limit })
        found.push(...page.sets)
        before = page.before
        more = before !== null
      }
      expect(found).toEqual(all)
    }
    expect((await refusalOf(desk.recovery.sets({ before: 'nonsense', limit: 5 }))).data).toEqual({ field: 'before' })
  })

  it('is narrowed down by state, by few codes left, by name and by checksum', async () => {
    const [newestSet] = await list()
    await handOver(newestSet!)
    expect(await list({ states: ['handed-over'] })).toMatchObject([{ setId: newestSet?.setId }])
    expect(await list({ states: ['issued'] })).toHaveLength(2)
    expect(await list({ states: ['superseded', 'acknowledged'] })).toHaveLength(3)
    expect((await list({ search: '田中' })).map(({ personName }) => personName)).toEqual(['田中 太郎', '田中 太郎'])
    expect(await list({ search: 'nobody' })).toEqual([])
    const { checksum = '' } = newestSet ?? {}
    for (const search of [checksum, checksum.replace('-', '').toLowerCase(), ` ${checksum} `])
      expect((await list({ search })).map(({ setId }) => setId)).toEqual([newestSet?.setId])
    expect(await list({ fewLeft: true })).toEqual([])
    outside(test, (db) => db.prepare('update accounts set codes_left = 3 where id = ?').run(newestSet?.accountId))
    expect(await list({ fewLeft: true })).toMatchObject([{ setId: newestSet?.setId }])
    expect(await list({ fewLeft: true, states: ['issued'] })).toEqual([])
  })
})
