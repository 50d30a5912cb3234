/** One account, one count: no other spelling of the address is another try (CVE-2025-6004). */
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { foldKey } from '../../src-main/engine/fold'
import { behind, enrolOtp, givePassword } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

const wide = (text: string): string =>
  [...text].map((one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0)).join('')

const spellingsOf = (local: string, domain: string): string[] => {
  const address = `${local}@${domain}`
  return [
    address,
    address.toUpperCase(),
    `${local.toUpperCase()}@${domain}`,
    `${local}@${domain.toUpperCase()}`,
    `${local[0]?.toUpperCase()}${local.slice(1)}@${domain}`,
    [...address].map((one, nr) => (nr % 2 ? one.toUpperCase() : one)).join(''),
    ` ${address}`,
    `${address} `,
    `\t${address}\r\n`,
    `\u00a0${address}\u3000`,
    wide(address),
    wide(address.toUpperCase()),
    wide(local) + `@${domain}`,
    `${local}${wide('@')}${domain}`,
    `${local}@${wide(domain)}`,
    address.replaceAll('.', wide('.')),
    address.replaceAll('.', '\u2024'),
    address.replace('k', '\u212a'),
    address.replace('s', '\u017f'),
    address.replace('h', '\u210e'),
  ]
}

let test: TestDesk
let desk: Desk
let person: string

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  const administrator = (await welcomed(test)).desk
  person = await makeAccount(administrator, '佐藤 遥', 'haruka.sato@corp.example')
  await givePassword(test, person)
  desk = test.at(test.seat())
})

const known = spellingsOf('haruka.sato', 'corp.example')
const unknown = spellingsOf('hideki.aso', 'corp.example')
const typed = (email: string, given = 'not the password at all') => desk.session.signIn({ email, password: given })

it('knows twenty spellings of either address', () => {
  for (const list of [known, unknown]) {
    expect(new Set(list).size).toBe(20)
    expect(new Set(list.map(foldKey)).size).toBe(1)
  }
})

it.each([
  ['a known address', known],
  ['an unknown one', unknown],
])('%s: five wrong passwords over five spellings let all twenty wait', async (_, spellings) => {
  const waits = []
  for (const email of spellings.slice(0, 5)) waits.push((await refusalOf(typed(email))).data)
  const until = new Date(test.time + 60_000).toISOString()
  expect(waits).toEqual([...Array<unknown>(4).fill({ waitUntil: null }), { waitUntil: until }])
  for (const email of spellings) {
    expect(await refusalOf(typed(email, password))).toEqual({ code: 'password-wait', data: { until } })
  }
})

it('twenty spellings, one try each and a wait in between, are one count up to the longest wait', async () => {
  let last: unknown
  for (const email of known) {
    last = (await refusalOf(typed(email))).data
    test.time += 15 * 60_000
  }
  expect(last).toEqual({ waitUntil: new Date(test.time).toISOString() })
  expect(await typed(known[17]!, password)).toMatchObject({ kind: 'in' })
})

it('wrong second factors are one count, whatever address the password was typed with', async () => {
  await enrolOtp(test, person)
  for (const [nr, email] of known.slice(0, 9).entries()) {
    await typed(email, password)
    await refusalOf(desk.session.authenticate({ code: '000' }))
    expect(await behind(test, (tables) => tables.signInTries.ofFactor(person))).toBe(nr + 1)
  }
  await typed(known[9]!, password)
  await refusalOf(desk.session.authenticate({ code: '000' }))
  for (const email of known.slice(10)) expect((await refusalOf(typed(email, password))).code).toBe('locked')
})
