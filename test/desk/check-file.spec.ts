/** Check a file: 200 of every kind are each told right, and no code of any is kept, logged or shown. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { checkedBytesMost } from '../../src-preload/contract/recovery'
import { enrolOtp, newCodesIn, openBehind } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { passwordTyped, signedInPerson } from '../doubles/person'
import { outside, rowsOf, substanceOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { givenFiles, setsOf, type GivenFile, type MadeSet } from './recovery-files'

let test: TestDesk
let desk: Desk
let sets: MadeSet[]
let files: GivenFile[]

async function elsewhere(issuer: string, people: number): Promise<MadeSet[]> {
  const other = await openTestDesk()
  try {
    return await setsOf(other, (await welcomed(other, issuer)).desk, people)
  } finally {
    await other.close()
  }
}

beforeAll(async () => {
  test = await openTestDesk({ timeZone: 'Asia/Tokyo' })
  desk = (await welcomed(test)).desk
  sets = await setsOf(test, desk, 8)
  files = givenFiles(sets, { same: await elsewhere('WhaTap', 5), other: await elsewhere('Other service', 5) })
})
afterAll(() => test.close())

const check = (bytes: Buffer, name = 'WhaTap-recovery-codes.txt') =>
  desk.recovery.checkFile({ file: new File([new Uint8Array(bytes)], name) })

/** What is told of a file against what it is; empty where it is told right. */
async function mistakes(told: (given: GivenFile) => Promise<Awaited<ReturnType<typeof check>>>): Promise<string[]> {
  const wrong: string[] = []
  for (const given of files) {
    const found = await told(given)
    const { verdict } = found
    const isRight =
      verdict === given.verdict &&
      (verdict === 'not-ours'
        ? given.names === undefined || found.names === given.names
        : found.set.accountId === given.of?.accountId && found.set.number === given.of.number) &&
      (verdict !== 'altered' || (given.differs ?? []).every((one) => found.differs.includes(one)))
    if (!isRight) wrong.push(`${given.what}: ${JSON.stringify({ ...found, of: given.of, wanted: given.differs })}`)
  }
  return wrong
}

describe('200 files', () => {
  it('are 200, of every kind', () => {
    expect(files).toHaveLength(200)
    const kinds = ['current', 'superseded', 'altered', 'not-ours']
    for (const kind of kinds) expect(files.filter(({ verdict }) => verdict === kind).length).toBeGreaterThan(20)
  })

  it('are each told right', async () => {
    expect(await mistakes(({ bytes }) => check(bytes))).toEqual([])
  })

  it('would not be told right by their checksum alone', async () => {
    const byChecksum = async ({ bytes }: GivenFile) => {
      const set = sets.find(({ checksum }) => bytes.includes(checksum))
      const found = (await desk.recovery.sets({ before: null, limit: 200 })).sets.find(
        (one) => one.accountId === set?.accountId && one.number === set.number,
      )
      if (!found) return { verdict: 'not-ours', names: 'nothing' } as const
      return found.supersededAt === null
        ? ({ verdict: 'current', set: found, left: 10 } as const)
        : ({ verdict: 'superseded', set: found, at: found.supersededAt } as const)
    }
    expect((await mistakes(byChecksum)).length).toBeGreaterThan(50)
  })
})

describe('what is kept of them', () => {
  /** In any spelling: case, hyphens, and the other half of the characters of UTF-16 are no matter. */
  const plain = (bytes: Buffer | string): string =>
    Buffer.from(bytes).toString('latin1').toLowerCase().replace(/[-\0]/g, '')
  function findCodes(codes: readonly string[], more: Buffer[] = []): { read: number; found: string[] } {
    const below = readdirSync(test.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const places = [
      ...below.map((one) => [one.name, plain(readFileSync(join(one.parentPath, one.name)))] as const),
      ['log', plain(JSON.stringify(test.logged))] as const,
      ...more.map((bytes) => ['more', plain(bytes)] as const),
    ]
    const found = places.flatMap(([name, text]) => codes.filter((code) => text.includes(plain(code))).map(() => name))
    return { read: places.length, found }
  }

  it('is one row each with its verdict, and none of the 160 codes anywhere', async () => {
    const before = rowsOf(test)
    const substance = substanceOf(test)
    const told: unknown[] = []
    for (const { bytes } of files.slice(0, 120)) told.push(await check(bytes))
    const rows = rowsOf(test).slice(before.length)
    expect(rows).toHaveLength(120)
    expect(substanceOf(test)).toBe(substance)
    for (const row of rows)
      expect(
        Object.keys(JSON.parse(row.detail) as object)
          .sort()
          .join(),
      ).toMatch(/^(checksum,set,)?verdict$/)
    const codes = sets.flatMap((set) => set.codes)
    const { read, found } = findCodes(codes)
    expect(read).toBeGreaterThan(3)
    expect(readdirSync(test.folder)).toContain('mfa-desk.sqlite-wal')
    expect(found).toEqual([])
    // The search finds one where there is one.
    const planted = `x ${codes[7]?.toLowerCase()} x`
    expect(findCodes(codes, [Buffer.from(planted), Buffer.from(planted, 'utf16le')]).found).toEqual(['more', 'more'])
    expect(codes.filter((code) => plain(JSON.stringify(told)).includes(plain(code)))).toEqual([])
  })

  it('names nothing of a file but its set: neither its name nor its issuer stands in the log', async () => {
    await check(Buffer.from('Issuer: secret service\n'), `${sets[0]?.codes[0]}.txt`)
    const row = rowsOf(test).at(-1)
    expect(row).toMatchObject({ act: 'recovery.checkFile', detail: '{"verdict":"not-ours"}', account_id: null })
    expect(JSON.stringify(row)).not.toMatch(/secret service|[0-9A-Z]{4}-[0-9A-Z]{4}-/)
  })
})

describe('a file', () => {
  const bytesOf = (set: MadeSet | undefined) => Buffer.from(set?.fileText ?? '')

  it('says how many codes are left of it', async () => {
    const person = await signedInPerson(test, desk, 'left@corp.example')
    await enrolOtp(test, person.id)
    const set = await desk.recovery.renew({ accountId: person.id, reason: 'first' })
    const { desk: coming } = await passwordTyped(test, person.email)
    await coming.session.authenticateWithRecoveryCode({ code: set.codes[3] ?? '' })
    expect(await check(Buffer.from(set.fileText))).toMatchObject({
      verdict: 'current',
      left: 9,
      set: { used: 1, of: 10 },
    })
  })

  it('is still what it was where issuer, address and name are others by now', async () => {
    const accountId = await makeAccount(desk, 'Before', 'before@corp.example')
    await enrolOtp(test, accountId)
    const set = await desk.recovery.renew({ accountId, reason: 'first' })
    const { rev } = await desk.accounts.show({ id: accountId })
    const blank = { userName: '', secondEmail: '', phone: '', department: '', language: null }
    await desk.accounts.change({ ...blank, id: accountId, rev, name: 'After', email: 'after@corp.example' })
    outside(test, (db) => db.prepare(`update settings set value = 'Renamed' where name = 'issuer'`).run())
    expect(await check(Buffer.from(set.fileText))).toMatchObject({ verdict: 'current', set: { personName: 'After' } })
    expect(await check(Buffer.from(set.fileText.replace('before@', 'after@')))).toMatchObject({
      verdict: 'altered',
      differs: ['account'],
    })
    outside(test, (db) => db.prepare(`update settings set value = 'WhaTap' where name = 'issuer'`).run())
  })

  it('of a set from before custody was kept is held against what the desk would write today', async () => {
    const accountId = await makeAccount(desk, 'Old', 'old@corp.example')
    const at = '2020-01-02T03:04:05.000Z'
    const hand = await openBehind(test)
    const codes = await hand.write((tables, keyring) => newCodesIn(tables, keyring, accountId, at))
    await hand.close()
    const {
      sets: [old],
    } = await desk.recovery.sets({ accountId, before: null, limit: 1 })
    expect(old).toMatchObject({ state: 'issued', issuedBy: '', handedTo: '' })
    const sample = (sets[0]?.fileText ?? '').split('\r\n')
    const text = sample
      .map((line) => line.replace('Set number:  2', 'Set number:  1').replace('set number 2.', 'set number 1.'))
      .map((line) => (line.startsWith('Account:') ? 'Account:     old@corp.example' : line))
      .map((line) => (line.startsWith('Checksum:') ? `Checksum:    ${old?.checksum}` : line))
      .map((line) => (line.startsWith('Date:') ? 'Date:        2020-01-02 12:04 (Asia/Tokyo, UTC+09:00)' : line))
      .map((line) => codes[(sets[0]?.codes ?? []).indexOf(line)] ?? line)
      .join('\r\n')
    expect(await check(Buffer.from(text))).toMatchObject({ verdict: 'current', left: 10 })
  })

  it('of a staff account is told by whoever finds it, and its row names the owner', async () => {
    const admin = await makeAccount(desk, 'Another Admin', 'admin2@corp.example', 'administrator')
    await enrolOtp(test, admin)
    const set = await desk.recovery.renew({ accountId: admin, reason: 'first' })
    const operator = await signedInPerson(test, desk, 'olga@corp.example', 'operator')
    const found = await operator.desk.recovery.checkFile({ file: new File([set.fileText], 'found.txt') })
    expect(found).toMatchObject({ verdict: 'current', set: { personName: 'Another Admin' } })
    expect(rowsOf(test).at(-1)).toMatchObject({
      actor_id: operator.id,
      account_id: admin,
      account_name: 'Another Admin',
    })
  })

  it('is refused where it is too big, and to those who may not', async () => {
    const big = new File([new Uint8Array(checkedBytesMost + 1)], 'big.txt')
    expect((await refusalOf(desk.recovery.checkFile({ file: big }))).code).toBe('input-invalid')
    const auditor = await signedInPerson(test, desk, 'aki@corp.example', 'auditor')
    const file = new File([new Uint8Array(bytesOf(sets[0]))], 'a.txt')
    expect((await refusalOf(auditor.desk.recovery.checkFile({ file }))).code).toBe('not-allowed')
    await desk.session.stepUp({ password })
  })
})
