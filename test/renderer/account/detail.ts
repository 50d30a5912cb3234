/** One account whole, as the desk would show it, for the specs of components. */
import type { AccountDetail } from '../../../src-preload/contract/accounts'

export const detail = (over: Partial<AccountDetail> = {}): AccountDetail => ({
  id: 'a'.repeat(26),
  name: '佐藤 遥',
  email: 'haruka.sato@corp.example',
  userName: 'hsato',
  department: '営業部',
  role: 'user',
  enabled: true,
  policy: 'required',
  graceUntil: null,
  state: 'not-enrolled',
  lockedUntil: null,
  codesLeft: null,
  lastUsedAt: null,
  emailUnverified: false,
  secondEmail: '',
  phone: '',
  language: null,
  createdAt: '2026-01-05T00:00:00.000Z',
  rev: 1,
  lockCause: null,
  otp: null,
  pendingKey: null,
  recoverySet: null,
  last: null,
  openSessions: 0,
  emailFactor: null,
  wrongInRow: 0,
  deskToken: null,
  password: null,
  ...over,
})

export const otpKey = (over: Partial<NonNullable<AccountDetail['otp']>> = {}): AccountDetail['otp'] => ({
  since: '2026-02-03T04:05:00.000Z',
  lastUsedAt: '2026-03-01T00:00:00.000Z',
  algorithm: 'SHA-1',
  digits: 6,
  periodSeconds: 30,
  ...over,
})
