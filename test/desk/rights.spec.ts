/** Roles × operations, every cell, through the door: the answer equals the table below, written out from the list of roles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OperationName } from '../../src-preload/contract'
import { roles, type Role } from '../../src-preload/contract/rights'
import type { Seat } from '../../src-main/desk/seat'
import { callByName, factsOf, faultOf, operationNames } from '../doubles/operations'
import { openTestDesk, type TestDesk } from '../doubles/test-desk'

/**
 * Who may do what, by hand and not by the matrix of the contract, so that a wrong matrix fails here. Administrator: all.
 * Help desk and operator: see accounts, re-issue, recovery codes, email token, clear. Help desk alone: unlock, temporary
 * password. Auditor: see everything, change nothing. Everybody: their own account. Import, roles, policy, keys, mail
 * settings and the fields of accounts: administrator.
 */
const [all, desk, call, look, log, admin] = [
  ['administrator', 'helpdesk', 'auditor', 'operator', 'user'],
  ['administrator', 'helpdesk', 'operator'],
  ['administrator', 'helpdesk'],
  ['administrator', 'helpdesk', 'auditor', 'operator'],
  ['administrator', 'auditor'],
  ['administrator'],
] as const satisfies readonly (readonly Role[])[]
const may: Readonly<Record<OperationName, readonly Role[]>> = {
  'session.state': all,
  'session.stay': all,
  'session.signIn': all,
  'session.authenticate': all,
  'session.authenticateWithRecoveryCode': all,
  'session.sendAgain': all,
  'session.leaveChallenge': all,
  'session.signOut': all,
  'session.stepUp': all,
  'welcome.makeAdministrator': all,
  'welcome.makeRecoveryKey': admin,
  'welcome.confirmRecoveryKey': admin,
  'self.show': all,
  'self.makeOtpKey': all,
  'self.verifyOtpKey': all,
  'self.cancelOtpKey': all,
  'self.sendEmailToken': all,
  'self.verifyEmailToken': all,
  'self.deleteOtpKey': all,
  'self.clearMfa': all,
  'self.renewRecoveryCodes': all,
  'self.sendPasswordToken': all,
  'self.changePassword': all,
  'self.changeEmail': all,
  'self.sendAddressToken': all,
  'self.verifyAddress': all,
  'self.setLanguage': all,
  'self.sessions': all,
  'self.endSession': all,
  'self.endOtherSessions': all,
  'self.activity': all,
  'accounts.list': look,
  'accounts.marks': look,
  'accounts.counts': look,
  'accounts.show': look,
  'accounts.timeline': look,
  'accounts.make': admin,
  'accounts.change': admin,
  'accounts.changeRole': admin,
  'accounts.disable': admin,
  'accounts.enable': admin,
  'accounts.unlock': call,
  'accounts.remove': admin,
  'accounts.anonymise': admin,
  'accounts.clearMfa': desk,
  'accounts.deleteOtpKey': desk,
  'imports.open': admin,
  'imports.reread': admin,
  'imports.check': admin,
  'imports.progress': admin,
  'imports.lines': admin,
  'imports.apply': admin,
  'imports.cancel': admin,
  'imports.refused': admin,
  'imports.leavers': admin,
  'imports.planLeavers': admin,
  'imports.mappings': admin,
  'imports.saveMapping': admin,
  'imports.forgetMapping': admin,
  'otp.reissue': desk,
  'otp.verify': desk,
  'otp.cancel': desk,
  'recovery.sets': look,
  'recovery.handOver': desk,
  'recovery.acknowledge': desk,
  'recovery.checkFile': desk,
  'recovery.renew': desk,
  'email.send': desk,
  'email.verify': desk,
  'passwords.issue': call,
  'passwords.lacking': call,
  'jobs.plan': desk,
  'jobs.planUndo': desk,
  'jobs.show': look,
  'jobs.list': look,
  'jobs.counts': look,
  'jobs.rows': look,
  'jobs.start': desk,
  'jobs.ask': desk,
  'jobs.approve': desk,
  'jobs.deny': desk,
  'jobs.cancel': desk,
  'jobs.resume': desk,
  'jobFiles.prepare': look,
  'jobFiles.make': look,
  'jobFiles.progress': look,
  'jobFiles.cancel': look,
  'jobFiles.part': look,
  'outbox.list': look,
  'outbox.counts': look,
  'outbox.tryAgain': desk,
  'outbox.handOver': desk,
  'enrollment.show': log,
  'enrollment.months': log,
  'enrollment.list': log,
  'enrollment.compare': log,
  'enrollment.changes': log,
  'reports.prepare': log,
  'reports.make': log,
  'reports.progress': log,
  'reports.cancel': log,
  'reports.part': log,
  'evidence.prepare': log,
  'evidence.make': log,
  'evidence.progress': log,
  'evidence.cancel': log,
  'evidence.part': log,
  'settings.show': log,
  'settings.changePolicy': admin,
  'settings.changeApprovals': admin,
  'settings.changeMail': admin,
  'settings.testMail': admin,
  'audit.list': log,
  'audit.count': log,
  'audit.computers': log,
  'audit.searches': log,
  'audit.saveSearch': log,
  'audit.forgetSearch': log,
  'audit.state': look,
  'audit.check': log,
  'audit.checkProgress': log,
  'audit.cancelCheck': log,
  'audit.retention': log,
  'audit.cutUpTo': admin,
  'audit.cut': admin,
}

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

  it('has a row in the table for every operation', () => {
    expect(Object.keys(may).sort()).toEqual(operationNames().sort())
  })

  // signing out ends the very session the table is walked with, so it comes last
  const inOrder = operationNames().sort((a, b) => Number(a === 'session.signOut') - Number(b === 'session.signOut'))

  for (const role of roles) {
    for (const name of inOrder) {
      const allowed = may[name as OperationName].includes(role)
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
