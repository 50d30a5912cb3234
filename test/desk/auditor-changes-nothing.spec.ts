/** An auditor changes nothing: every operation of the contract, called with good input, leaves the substance of the store as it was. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { callByName, factsOf, operationNames } from '../doubles/operations'
import { signedInPerson } from '../doubles/person'
import { outside, rowsOf, substanceOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { goodInputs } from './good-inputs'

let test: TestDesk
let administrator: Desk
let auditor: { id: string; desk: Desk; email: string }
/** Somebody whom every input that names an account names. */
let person: string

beforeAll(async () => {
  test = await openTestDesk()
  administrator = (await welcomed(test)).desk
  person = await makeAccount(administrator, 'Haruka Sato', 'haruka@corp.example')
  await administrator.otp.reissue({ accountId: person, reason: 'first set-up' })
  await administrator.audit.saveSearch({ name: 'Of the administrator', filter: { time: 'today' } })
  auditor = await signedInPerson(test, administrator, 'sofia@corp.example', 'auditor')
})
afterAll(() => test.close())

/** What is the auditor's own: `self.*`, signing in and out; searches are looked at apart. */
const isOwn = (name: string) => name.startsWith('self.') || name.startsWith('session.')
const others = operationNames().filter((name) => !isOwn(name))

/** Ids that stand for nobody in the table of good inputs become those of somebody who is there. */
function naming(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || input instanceof File) return input
  const named = { ...input } as Record<string, unknown>
  for (const key of ['id', 'accountId']) if (key in named) named[key] = person
  return named
}

/** All of the substance but the auditor's own searches. */
function substance(): string {
  const mine = outside(test, (db) => {
    const kept = db.prepare('select * from saved_searches where account_id = ?').all(auditor.id)
    return JSON.stringify(kept).slice(1, -1)
  })
  const all = substanceOf(test)
  return mine === '' ? all : all.replace(`,${mine}`, '').replace(`${mine},`, '').replace(mine, '')
}

describe('an auditor', () => {
  it('has the rights to see, to verify and to export, and to their own account alone', () => {
    const rights = new Set(others.map((name) => factsOf(name).right))
    expect(rights.has('audit.see')).toBe(true)
    const writing = others.filter((name) => factsOf(name).writes)
    expect(writing.length).toBeGreaterThan(20)
  })

  for (const name of others) {
    it(`changes nothing by ${name}`, async () => {
      // Whatever asks for the password each time has been answered.
      await auditor.desk.session.stepUp({ password })
      const before = substance()
      const rows = rowsOf(test).length
      await callByName(auditor.desk, name, naming(goodInputs[name])).catch(() => undefined)
      expect(substance()).toBe(before)
      // What was done, tried or refused is on record, and nothing that was there before is gone.
      const after = rowsOf(test)
      expect(after.length).toBeGreaterThanOrEqual(rows)
      for (const row of after.slice(rows)) expect(row.actor_id === auditor.id || row.actor_id === null).toBe(true)
    })
  }

  it('keeps searches of their own, and those of others stay', async () => {
    await auditor.desk.audit.saveSearch({ name: 'Mine', filter: { time: 'today' } })
    const { searches } = await auditor.desk.audit.searches()
    expect(searches.map(({ name }) => name)).toContain('Mine')
    expect((await administrator.audit.searches()).searches).toHaveLength(1)
  })

  it('is caught where an operation changed something', async () => {
    const before = substance()
    await administrator.accounts.disable({ id: person, reason: 'left' })
    expect(substance()).not.toBe(before)
  })
})
