/** Which acts the account page offers, by the rights of the person and the state of the account. */
import { describe, expect, it } from 'vitest'
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import { rightsOf, roles } from '../../../src-preload/contract/rights'
import type { Role } from '../../../src-preload/contract/rights'
import { accountActs } from '../../../src-renderer/actions/account-acts'

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
      open: ['reissue', 'renewCodes', 'edit', 'changeRole'],
      closed: [],
      closedBy: null,
      takesAway: ['disable'],
      nothing: null,
    })
  })

  it.each(['helpdesk', 'operator'] as const)('offers %s the two acts of their rights and no more', (role) => {
    const { open, takesAway } = accountActs(person(role), account({}))
    expect(open).toEqual(['reissue', 'renewCodes'])
    expect(takesAway).toEqual([])
  })

  it('closes new codes where no OTP is active, and says so once', () => {
    const { open, closed, closedBy } = accountActs(person('helpdesk'), account({ otp: null }))
    expect({ open, closed, closedBy }).toEqual({ open: ['reissue'], closed: ['renewCodes'], closedBy: 'no-otp' })
  })

  it('closes what makes a way in while the account is disabled, and offers to enable it', () => {
    const { open, closed, closedBy, takesAway } = accountActs(person('administrator'), account({ enabled: false }))
    expect(open).toEqual(['edit', 'changeRole', 'enable'])
    expect(closed).toEqual(['reissue', 'renewCodes'])
    expect(closedBy).toBe('disabled')
    expect(takesAway).toEqual([])
  })

  it.each(roles.filter((role) => role !== 'user'))('leaves the account of a %s to administrators', (role) => {
    expect(accountActs(person('helpdesk'), account({ role })).nothing).toBe('staff')
    expect(accountActs(person('administrator'), account({ role })).open).toContain('reissue')
  })

  it('tells somebody without any of the rights that they only look', () => {
    expect(accountActs(person('auditor'), account({})).nothing).toBe('looking')
    expect(accountActs(person('auditor'), account({ role: 'administrator' })).nothing).toBe('looking')
  })

  it('offers nobody to take their own role or access away', () => {
    const { open, takesAway } = accountActs(person('administrator', 'b'.repeat(26)), account({ role: 'administrator' }))
    expect([...open, ...takesAway]).toEqual(['reissue', 'renewCodes', 'edit'])
  })
})
