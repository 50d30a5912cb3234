/** Which acts the account page offers, by the rights of the person and the state of the account. */
import { describe, expect, it } from 'vitest'
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import { rightsOf, roles } from '../../../src-preload/contract/rights'
import type { Role } from '../../../src-preload/contract/rights'
import { accountActs, noActs } from '../../../src-renderer/actions/account-acts'

const otp = { since: '', lastUsedAt: null, algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } as const
const account = (over: Partial<AccountDetail>): AccountDetail => ({
  id: 'b'.repeat(26),
  name: 'Haruka Sato',
  email: 'haruka.sato@corp.example',
  userName: '',
  department: '',
  role: 'user',
  enabled: true,
  policy: 'required',
  policyOwn: false,
  graceUntil: null,
  state: 'enrolled-otp',
  lockedUntil: null,
  codesLeft: null,
  lastUsedAt: null,
  emailUnverified: false,
  secondEmail: '',
  phone: '',
  language: null,
  createdAt: '',
  rev: 1,
  lockCause: null,
  stoppedBy: null,
  emailFactor: null,
  wrongInRow: 0,
  deskToken: null,
  password: { setAt: '', temporaryUntil: null },
  otp,
  pendingKey: null,
  recoverySet: null,
  last: null,
  openSessions: 0,
  ...over,
})
const person = (role: Role, id = 'a'.repeat(26)) => ({ id, rights: rightsOf[role] })

describe('accountActs', () => {
  it('offers an administrator everything on a user with OTP', () => {
    expect(accountActs(person('administrator'), account({}))).toEqual({
      open: ['reissue', 'sendToken', 'renewCodes', 'temporaryPassword', 'edit', 'changeRole'],
      closed: [{ by: 'not-locked', acts: ['unlock'] }],
      takesAway: ['clearMfa', 'deleteOtpKey', 'disable'],
      takesAwayClosed: [],
      note: null,
    })
  })

  it('offers an operator the acts of their rights and no more', () => {
    const { open, closed, takesAway } = accountActs(person('operator'), account({}))
    expect(open).toEqual(['reissue', 'sendToken', 'renewCodes'])
    expect(closed).toEqual([])
    expect(takesAway).toEqual(['clearMfa', 'deleteOtpKey'])
  })

  it('M25 offers the help desk to unlock a locked account first, and one with wrong codes in a row', () => {
    const locked = accountActs(person('helpdesk'), account({ lockedUntil: '2026-11-24T14:32:00.000Z', wrongInRow: 15 }))
    expect(locked.open[0]).toBe('unlock')
    expect(accountActs(person('helpdesk'), account({ wrongInRow: 3 })).open).toContain('unlock')
    expect(accountActs(person('helpdesk'), account({})).closed).toEqual([{ by: 'not-locked', acts: ['unlock'] }])
  })

  it('closes new codes where no OTP is active, and says so once', () => {
    const { open, closed } = accountActs(person('operator'), account({ otp: null }))
    expect({ open, closed }).toEqual({
      open: ['reissue', 'sendToken'],
      closed: [{ by: 'no-otp', acts: ['renewCodes'] }],
    })
  })

  it('offers a first password to whom has none, a temporary one to whom has', () => {
    expect(accountActs(person('helpdesk'), account({ password: null })).open).toContain('firstPassword')
    expect(accountActs(person('helpdesk'), account({})).open).toContain('temporaryPassword')
    expect(accountActs(person('operator'), account({})).open).not.toContain('temporaryPassword')
  })

  it.each(['not-enrolled', 'pending', 'must-re-enrol'] as const)('M14 closes what takes away while %s', (state) => {
    const { takesAway, takesAwayClosed } = accountActs(person('helpdesk'), account({ state, otp: null }))
    expect(takesAway).toEqual([])
    expect(takesAwayClosed).toEqual([{ by: 'no-factor', acts: ['clearMfa', 'deleteOtpKey'] }])
  })

  it.each(['enrolled-email', 'disabled-email'] as const)('M14 closes Delete OTP key alone while %s', (state) => {
    const { takesAway, takesAwayClosed } = accountActs(person('helpdesk'), account({ state, otp: null }))
    expect(takesAway).toEqual(['clearMfa'])
    expect(takesAwayClosed).toEqual([{ by: 'no-otp', acts: ['deleteOtpKey'] }])
  })

  it('M24 takes a stopped OTP away as well', () => {
    const { takesAway } = accountActs(person('helpdesk'), account({ state: 'disabled-otp' }))
    expect(takesAway).toEqual(['clearMfa', 'deleteOtpKey'])
  })

  it('closes what makes a way in while the account is disabled, and offers to enable it', () => {
    const { open, closed, takesAway } = accountActs(person('administrator'), account({ enabled: false }))
    expect(open).toEqual(['edit', 'changeRole', 'enable'])
    expect(closed).toContainEqual({ by: 'disabled', acts: ['reissue', 'sendToken', 'renewCodes', 'temporaryPassword'] })
    expect(takesAway).toEqual(['clearMfa', 'deleteOtpKey', 'anonymise', 'remove'])
    const { takesAway: ofEnabled } = accountActs(person('administrator'), account({}))
    expect(ofEnabled).toEqual(['clearMfa', 'deleteOtpKey', 'disable'])
  })

  it.each(roles.filter((role) => role !== 'user'))('leaves the account of a %s to administrators', (role) => {
    expect(accountActs(person('helpdesk'), account({ role }))).toEqual({ ...noActs, note: 'staff' })
    expect(accountActs(person('administrator'), account({ role })).open).toContain('reissue')
  })

  it('tells somebody without any of the rights that they only look', () => {
    expect(accountActs(person('auditor'), account({})).note).toBe('looking')
    expect(accountActs(person('auditor'), account({ role: 'administrator' })).note).toBe('looking')
  })

  it('offers nobody anything of the desk on their own account', () => {
    const own = accountActs(person('administrator', 'b'.repeat(26)), account({ role: 'administrator' }))
    expect(own).toEqual({ ...noActs, open: ['edit'], note: 'own' })
    const helpdesk = accountActs(person('helpdesk', 'b'.repeat(26)), account({ role: 'helpdesk' }))
    expect(helpdesk).toEqual({ ...noActs, note: 'own' })
  })
})
