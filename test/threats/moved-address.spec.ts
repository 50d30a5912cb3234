/** A moved address is no way around anything: not past a disabled factor, not to another one, and no waiting password follows the old one. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { checked, csvFile } from '../desk/import-at'
import { behind } from '../doubles/behind-the-desk'
import { lettersOf, mailedCode } from '../doubles/letters'
import { callByName, factsOf, faultOf, operationNames, refusalOf } from '../doubles/operations'
import { enrolEmail, passwordTyped, signedInPerson, type Person } from '../doubles/person'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let administrator: Desk
let person: Person
const elsewhere = 'haruka@new.example'
const fields = { phone: '', department: '', language: null, name: 'Haruka Sato', secondEmail: '', userName: 'haruka' }

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  administrator = (await welcomed(test)).desk
  person = await signedInPerson(test, administrator)
  await change(person.id, person.email)
})

const show = () => administrator.accounts.show({ id: person.id })
async function change(id: string, email: string): Promise<void> {
  const { rev } = await administrator.accounts.show({ id })
  await administrator.session.stepUp({ password })
  await administrator.accounts.change({ ...fields, id, rev, email })
}
async function imported(email: string): Promise<void> {
  const file = csvFile(`user-name,email\r\nharuka,${email}\r\n`)
  const { importId } = await checked(administrator, file, { matchBy: 'user-name' })
  await administrator.imports.apply({ importId })
}
const byStaff = [
  ['by hand', (email: string) => change(person.id, email)],
  ['by import', imported],
] as const

describe('email that fifty tries disabled', () => {
  beforeEach(async () => {
    await enrolEmail(test, person)
    await behind(test, async (tables) => {
      for (let nr = 1; nr < 50; nr++) await tables.signInTries.takeFactor(person.id, new Date(test.time).toISOString())
    })
    const { desk } = await passwordTyped(test, person.email)
    await refusalOf(desk.session.authenticate({ code: '000' }))
    expect(await show()).toMatchObject({ state: 'disabled-email', stoppedBy: 'tries' })
  })

  it.each(byStaff)('stays so where the address is moved %s, and verified', async (_, move) => {
    await move(elsewhere)
    expect(await show()).toMatchObject({ state: 'disabled-email', stoppedBy: 'tries', emailUnverified: true })
    expect((await refusalOf(passwordTyped(test, elsewhere))).code).toBe('factor-disabled')
    await person.desk.self.sendAddressToken()
    await person.desk.self.verifyAddress({ token: await mailedCode(test, elsewhere) })
    expect(await show()).toMatchObject({ state: 'disabled-email', emailUnverified: false })
    expect((await refusalOf(passwordTyped(test, elsewhere))).code).toBe('factor-disabled')
    expect((await refusalOf(person.desk.self.makeOtpKey())).code).toBe('factor-disabled')
  })

  it('is not moved by an open session', async () => {
    expect((await refusalOf(person.desk.self.changeEmail({ email: elsewhere }))).code).toBe('factor-disabled')
  })

  it('works again once the desk has set it up anew, and then waits for an address as any other', async () => {
    await administrator.session.stepUp({ password })
    await administrator.email.send({ accountId: person.id, reason: 'on the phone' })
    await administrator.email.verify({ accountId: person.id, token: await mailedCode(test, person.email) })
    expect(await show()).toMatchObject({ state: 'enrolled-email', stoppedBy: null })
    await change(person.id, elsewhere)
    expect(await show()).toMatchObject({ state: 'disabled-email', stoppedBy: 'address' })
    expect((await passwordTyped(test, elsewhere)).answer.kind).toBe('in')
  })
})

describe('while email waits for a moved address', () => {
  const guarded = operationNames().filter((name) => factsOf(name).right !== 'anyone')

  it('the password opens nothing but verifying the address, seeing oneself and leaving', async () => {
    await enrolEmail(test, person)
    await change(person.id, elsewhere)
    const { desk, answer } = await passwordTyped(test, elsewhere)
    expect(answer).toMatchObject({ kind: 'in', me: { confined: { to: 'address', because: 'address-changed' } } })
    const open: string[] = []
    for (const name of guarded.filter((one) => one !== 'session.signOut')) {
      const code = await faultOf(callByName(desk, name, { nonsense: true }))
      if (code !== 'confined' && code !== 'not-allowed') open.push(name)
    }
    expect(open.sort()).toEqual(
      [
        ...['session.stay', 'session.stepUp', 'self.show', 'self.setLanguage'],
        ...['self.sendAddressToken', 'self.verifyAddress'],
      ].sort(),
    )
  })

  it('a key that was made before the address moved is not verified after it', async () => {
    await enrolEmail(test, person)
    const { keyId } = await person.desk.self.makeOtpKey()
    await change(person.id, elsewhere)
    const verify = person.desk.self.verifyOtpKey({ keyId, token: '000000' })
    expect(await refusalOf(verify)).toEqual({ code: 'confined', data: { to: 'address' } })
  })
})

describe('a password that waits to be mailed', () => {
  const waiting = async () => (await lettersOf(test)).filter(({ kind }) => kind.endsWith('-password')).length
  const mailed = async (accountId: string) => {
    await administrator.passwords.issue({ accountId, way: 'mail', reason: 'forgotten' })
    expect(await waiting()).toBe(1)
  }

  it.each(byStaff)('does not go to the former address that was moved %s', async (_, move) => {
    await mailed(person.id)
    await move('Haruka.Sato@corp.example')
    expect(await waiting()).toBe(1)
    await move(elsewhere)
    expect(await waiting()).toBe(0)
  })

  it('nor to one that its owner moved, and those of others wait on', async () => {
    await administrator.passwords.issue({ accountId: person.id, way: 'mail', reason: 'forgotten' })
    const typed = (await lettersOf(test)).find(({ facts }) => facts.password)?.facts.password ?? ''
    const other = await makeAccount(administrator, 'Ben', 'ben@corp.example')
    await administrator.passwords.issue({ accountId: other, way: 'mail', reason: 'first day' })
    // read off the letter before it is sent, and changed for one of their own
    const desk = test.at(test.seat())
    await desk.session.signIn({ email: person.email, password: typed })
    await desk.self.changePassword({ current: typed, password })
    await desk.self.changeEmail({ email: elsewhere })
    expect((await lettersOf(test)).filter(({ facts }) => facts.password).map(({ to }) => to)).toEqual([
      'ben@corp.example',
    ])
  })
})
