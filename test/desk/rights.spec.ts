/** Roles × operations, every cell, through the door: the answer equals the table in the contract. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayDo, roles, type Role } from '../../src-preload/contract/rights'
import type { Seat } from '../../src-main/desk/seat'
import { callByName, factsOf, faultOf, operationNames } from '../doubles/operations'
import { openTestDesk, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
const seats = new Map<Role, Seat>()

beforeAll(async () => {
  test = await openTestDesk({ demo: true })
  for (const { role, email, password } of test.composed.demoAccounts) {
    const seat = test.seat()
    await test.at(seat).session.signIn({ email, password })
    seats.set(role, seat)
  }
})
afterAll(() => test.close())

/** What the chain refuses before it looks at anything else; `undefined` input is refused later, by the input. */
const stoppedByRights = async (seat: Seat, name: string): Promise<string | null> => {
  const code = await faultOf(callByName(test.at(seat), name, undefined))
  return code === 'not-allowed' || code === 'not-signed-in' ? code : null
}

describe('roles × operations', () => {
  it('has a fact for every operation, and none that anybody may call by accident', () => {
    const open = operationNames().filter((name) => factsOf(name).right === 'anyone')
    expect(open.sort()).toEqual([
      'session.authenticate',
      'session.authenticateWithRecoveryCode',
      'session.leaveChallenge',
      'session.sendAgain',
      'session.signIn',
      'session.state',
      'welcome.makeAdministrator',
    ])
    expect(operationNames().filter((name) => factsOf(name).right === 'nobody')).toEqual([])
  })

  // signing out ends the very session the table is walked with, so it comes last
  const inOrder = operationNames().sort((a, b) => Number(a === 'session.signOut') - Number(b === 'session.signOut'))

  for (const role of roles) {
    for (const name of inOrder) {
      const { right } = factsOf(name)
      const allowed = right === 'anyone' || (right !== 'nobody' && mayDo(role, right))
      it(`${role} ${allowed ? 'may' : 'may not'} ${name}`, async () => {
        expect(await stoppedByRights(seats.get(role)!, name)).toBe(allowed ? null : 'not-allowed')
      })
    }
  }

  for (const name of inOrder.filter((name) => factsOf(name).right !== 'anyone')) {
    it(`nobody signed in may not ${name}`, async () => {
      expect(await stoppedByRights(test.seat(), name)).toBe('not-signed-in')
    })
  }
})
