/** What an import changes about an account is followed by what follows the same change made by hand. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { lettersOf } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, signedInPerson, type Person } from '../doubles/person'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { checked, csvFile } from './import-at'

let test: TestDesk
let desk: Desk
let person: Person
const fields = { phone: '', department: '', language: null, name: 'Haruka Sato', secondEmail: '' }

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
  person = await signedInPerson(test, desk)
  const { rev } = await desk.accounts.show({ id: person.id })
  await desk.accounts.change({ ...fields, id: person.id, rev, email: person.email, userName: 'haruka' })
})
afterEach(() => test.close())

/** @returns the letters the import wrote, as kind and address. */
async function imported(header: string, line: string): Promise<string[]> {
  const before = (await lettersOf(test)).length
  const file = csvFile(`${header}\r\n${line}\r\n`)
  const { importId, progress } = await checked(desk, file, { matchBy: 'user-name' })
  expect(progress.counts).toMatchObject({ changed: 1, refused: 0 })
  await desk.imports.apply({ importId })
  return (await lettersOf(test)).slice(before).map(({ kind, to }) => `${kind} ${to}`)
}
const show = () => desk.accounts.show({ id: person.id })

it('another address stops email as the method until it is verified, and is told to old and new', async () => {
  await enrolEmail(test, person)
  expect(await imported('user-name,email', 'haruka,haruka@new.example')).toEqual([
    `email-changed ${person.email}`,
    'email-changed haruka@new.example',
  ])
  expect(await show()).toMatchObject({ state: 'disabled-email', emailUnverified: true, email: 'haruka@new.example' })
})

it('another spelling of the same address changes nothing but the spelling', async () => {
  await enrolEmail(test, person)
  expect(await imported('user-name,email', 'haruka,Haruka.Sato@corp.example')).toEqual([])
  expect(await show()).toMatchObject({ state: 'enrolled-email', emailUnverified: false })
})

it('a second address is told of where another one was there before', async () => {
  expect(await imported('user-name,second-email', 'haruka,sato@home.example')).toEqual([])
  expect(await imported('user-name,second-email', 'haruka,sato@family.example')).toEqual([
    `email-changed ${person.email}`,
    'email-changed sato@home.example',
    'email-changed sato@family.example',
  ])
})

it('another role and being disabled end sessions and are told', async () => {
  await desk.session.stepUp({ password })
  expect(await imported('user-name,role,enabled', 'haruka,operator,false')).toEqual([
    `role-changed ${person.email}`,
    `account-disabled ${person.email}`,
  ])
  expect((await refusalOf(person.desk.self.show())).code).toBe('session-ended')
})
