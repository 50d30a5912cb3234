/** The owner is told of every change to their MFA by whoever made it, at every address on file, in the same transaction. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { LetterKind } from '../../src-preload/contract/outbox'
import { lettersOf, mailedCode, otherCode } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import {
  enrolEmail,
  enrolOtp,
  otherToken,
  passwordTyped,
  signedInPerson,
  tokenOf,
  type Person,
} from '../doubles/person'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let person: Person

const second = 'haruka@home.example'
const blank = { userName: '', phone: '', department: '', language: null, name: 'Haruka Sato' }
const about = { reason: 'asked for at the desk' }

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
  person = await signedInPerson(test, desk)
  const { rev } = await desk.accounts.show({ id: person.id })
  await desk.accounts.change({ ...blank, id: person.id, rev, email: person.email, secondEmail: second })
})
afterEach(() => test.close())

/** What comes before, and the act that is told of. */
type Act = () => Promise<() => Promise<unknown>>
const rev = async () => (await desk.accounts.show({ id: person.id })).rev
const reissued = () => desk.otp.reissue({ accountId: person.id, ...about })
const after = async (before: Promise<unknown>, act: () => Promise<unknown>) => {
  await before
  return act
}

const bySelf: [string, LetterKind, Act][] = [
  [
    'self.verifyOtpKey',
    'otp-enrolled',
    async () => {
      const key = await person.desk.self.makeOtpKey()
      return () => person.desk.self.verifyOtpKey({ keyId: key.keyId, token: tokenOf(test, key) })
    },
  ],
  [
    'self.verifyEmailToken',
    'email-enrolled',
    async () => {
      await person.desk.self.sendEmailToken()
      const token = await mailedCode(test, person.email)
      return () => person.desk.self.verifyEmailToken({ token })
    },
  ],
  ['self.clearMfa', 'mfa-cleared', () => after(enrolEmail(test, person), () => person.desk.self.clearMfa())],
  ['self.deleteOtpKey', 'otp-key-deleted', () => after(enrolOtp(test, person), () => person.desk.self.deleteOtpKey())],
  [
    'self.renewRecoveryCodes',
    'recovery-codes-renewed',
    () => after(enrolOtp(test, person), () => person.desk.self.renewRecoveryCodes()),
  ],
  [
    'self.changePassword',
    'password-changed',
    async () => () => person.desk.self.changePassword({ current: password, password: 'quite another long sentence' }),
  ],
]

const atTheDesk: [string, LetterKind, Act][] = [
  ['otp.reissue', 'otp-key-made-for-you', async () => reissued],
  [
    'otp.verify',
    'otp-enrolled',
    async () => {
      const key = await reissued()
      return () => desk.otp.verify({ accountId: person.id, keyId: key.keyId, token: tokenOf(test, key) })
    },
  ],
  [
    'otp.cancel',
    'set-up-cancelled-for-you',
    async () => {
      const { keyId } = await reissued()
      return () => desk.otp.cancel({ accountId: person.id, keyId })
    },
  ],
  [
    'recovery.renew',
    'recovery-codes-renewed',
    () => after(enrolOtp(test, person), () => desk.recovery.renew({ accountId: person.id, ...about })),
  ],
  [
    'email.verify',
    'email-enrolled',
    async () => {
      await desk.email.send({ accountId: person.id, ...about })
      const token = await mailedCode(test, person.email)
      return () => desk.email.verify({ accountId: person.id, token })
    },
  ],
  [
    'accounts.clearMfa',
    'mfa-cleared',
    () => after(enrolOtp(test, person), () => desk.accounts.clearMfa({ id: person.id, ...about })),
  ],
  [
    'accounts.deleteOtpKey',
    'otp-key-deleted',
    () => after(enrolOtp(test, person), () => desk.accounts.deleteOtpKey({ id: person.id, ...about })),
  ],
  [
    'accounts.unlock',
    'account-unlocked',
    async () => {
      const { key } = await enrolOtp(test, person)
      const { desk: guessing } = await passwordTyped(test, person.email)
      await refusalOf(guessing.session.authenticate({ code: otherToken(tokenOf(test, key)) }))
      return () => desk.accounts.unlock({ id: person.id, ...about })
    },
  ],
  ['accounts.disable', 'account-disabled', async () => () => desk.accounts.disable({ id: person.id, ...about })],
  [
    'accounts.enable',
    'account-enabled',
    () =>
      after(desk.accounts.disable({ id: person.id, ...about }), () =>
        desk.accounts.enable({ id: person.id, ...about }),
      ),
  ],
  [
    'accounts.changeRole',
    'role-changed',
    async () => {
      const seen = await rev()
      await desk.session.stepUp({ password })
      return () => desk.accounts.changeRole({ id: person.id, rev: seen, role: 'operator', ...about })
    },
  ],
]

describe.each([
  ['by themself', { kind: 'self' }, bySelf],
  ['at the desk', { kind: 'staff', name: 'Keiko Ito' }, atTheDesk],
] as const)('%s', (_, by, acts) => {
  it.each(acts)('%s writes %s to both addresses', async (_operation, kind, prepare) => {
    const act = await prepare()
    // what was written before has another time
    test.time += 1
    const seen = new Set((await lettersOf(test)).map((letter) => JSON.stringify(letter)))
    await act()
    // a code that was used loses its body: counting from the start would not do
    const letters = (await lettersOf(test)).filter((letter) => !seen.has(JSON.stringify(letter)))
    expect(letters.map((letter) => `${letter.kind} ${letter.to}`)).toEqual([
      `${kind} ${person.email}`,
      `${kind} ${second}`,
    ])
    for (const { facts } of letters) {
      expect(facts).toMatchObject({ issuer: 'WhaTap', accountName: person.email, personName: 'Haruka Sato', by })
      expect([facts.code, facts.password]).toEqual([undefined, undefined])
    }
  })

  it.each(acts)('%s writes nothing where its row cannot be written', async (_operation, _kind, prepare) => {
    const act = await prepare()
    const before = await lettersOf(test)
    const db = new Database(test.file)
    db.exec(`create trigger no_more_rows before insert on audit begin select raise(abort, 'closed'); end`)
    db.close()
    await refusalOf(act())
    expect(await lettersOf(test)).toEqual(before)
  })
})

describe('an address changed at the desk', () => {
  const change = async (fields: { email?: string; secondEmail?: string; phone?: string }) => {
    const before = (await lettersOf(test)).length
    const seen = { ...blank, id: person.id, rev: await rev(), email: person.email, secondEmail: second }
    await desk.accounts.change({ ...seen, ...fields })
    return (await lettersOf(test)).slice(before)
  }
  const told = (letters: { kind: string; to: string }[]) => letters.map(({ kind, to }) => `${kind} ${to}`).sort()

  it('is told to old and new, and stops email as the method', async () => {
    await enrolEmail(test, person)
    const letters = await change({ email: 'haruka@new.example' })
    expect(told(letters)).toEqual([
      'email-changed haruka.sato@corp.example',
      `email-changed ${second}`,
      'email-changed haruka@new.example',
    ])
    expect(letters[0]?.facts).toMatchObject({ newAddress: 'haruka@new.example', accountName: person.email })
    expect(await desk.accounts.show({ id: person.id })).toMatchObject({
      state: 'disabled-email',
      emailUnverified: true,
    })
  })

  it('is told where it is the second one, and nothing is where neither changed', async () => {
    const letters = await change({ secondEmail: 'sato@family.example' })
    expect(told(letters)).toEqual([
      'email-changed haruka.sato@corp.example',
      `email-changed ${second}`,
      'email-changed sato@family.example',
    ])
    expect(letters[0]?.facts.newAddress).toBe('sato@family.example')
    const gone = await change({ secondEmail: '' })
    expect(told(gone)).toEqual(['email-changed haruka.sato@corp.example', 'email-changed sato@family.example'])
    expect(gone[0]?.facts.newAddress).toBeUndefined()
    await change({ secondEmail: 'sato@family.example' })
    expect(await change({ secondEmail: 'sato@family.example', phone: '+81 3 5550 1000' })).toEqual([])
    expect((await desk.accounts.show({ id: person.id })).emailUnverified).toBe(false)
  })
})

describe('nothing is told', () => {
  it('of what changes nothing: a pending key of one’s own, its cancelling, a wrong token, a language', async () => {
    const before = (await lettersOf(test)).length
    const { self } = person.desk
    const key = await self.makeOtpKey()
    await refusalOf(self.verifyOtpKey({ keyId: key.keyId, token: otherToken(tokenOf(test, key)) }))
    await self.cancelOtpKey({ keyId: key.keyId })
    await self.setLanguage({ language: 'ko' })
    expect((await lettersOf(test)).slice(before)).toEqual([])
    await self.sendEmailToken()
    const token = otherCode(await mailedCode(test, person.email))
    await refusalOf(self.verifyEmailToken({ token }))
    expect((await lettersOf(test)).slice(before).map(({ kind }) => kind)).toEqual(['set-up-code'])
  })
})
