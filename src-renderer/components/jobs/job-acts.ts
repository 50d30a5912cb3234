/** What can be done to many at the window: in which order, by which right, with which sign, and how it begins. */
import type { JobAct, JobActKind, ListedKind } from '../../../src-preload/contract/jobs'
import type { Right } from '../../../src-preload/contract/rights'

// Records are complete by their types; an act that is added to the contract must be added here. A spec holds them equal.
/** In the order in which they are offered: what gives first, what takes away last. */
export const rightOfAct: Readonly<Record<JobActKind, Right>> = {
  'require-enrolment': 'accounts.edit',
  reissue: 'otp.reissue',
  'renew-codes': 'recovery.renew',
  'issue-password': 'passwords.issue',
  unlock: 'accounts.unlock',
  'send-mail': 'email.send',
  'set-policy': 'accounts.edit',
  'set-role': 'roles.change',
  'set-department': 'accounts.edit',
  enable: 'accounts.edit',
  disable: 'accounts.edit',
  'clear-mfa': 'mfa.clear',
}

/** Whether what it does can be undone as one. */
export const canBeUndone: Readonly<Record<JobActKind, boolean>> = {
  'require-enrolment': true,
  reissue: true,
  'renew-codes': false,
  'issue-password': false,
  unlock: false,
  'send-mail': false,
  'set-policy': true,
  'set-role': true,
  'set-department': true,
  enable: true,
  disable: true,
  'clear-mfa': true,
}

export const actIcons: Readonly<Record<ListedKind, string>> = {
  'require-enrolment': 'i-lucide-shield-alert',
  reissue: 'i-lucide-qr-code',
  'renew-codes': 'i-lucide-list-restart',
  'issue-password': 'i-lucide-key-round',
  unlock: 'i-lucide-lock-open',
  'send-mail': 'i-lucide-mail',
  'set-policy': 'i-lucide-scale',
  'set-role': 'i-lucide-user-cog',
  'set-department': 'i-lucide-building-2',
  enable: 'i-lucide-user-check',
  disable: 'i-lucide-user-x',
  'clear-mfa': 'i-lucide-shield-off',
  import: 'i-lucide-upload',
  undo: 'i-lucide-undo-2',
}

const kinds = Object.keys(rightOfAct) as JobActKind[]

/** The acts somebody with these rights may choose, in their order. */
export const actsFor = (can: (right: Right) => boolean): JobActKind[] => kinds.filter((kind) => can(rightOfAct[kind]))

/** What each act is begun with until something else is chosen. */
export const beginnings = {
  'require-enrolment': { kind: 'require-enrolment', graceDays: 14 },
  reissue: { kind: 'reissue', way: 'mail' },
  'renew-codes': { kind: 'renew-codes' },
  'issue-password': { kind: 'issue-password', way: 'slip' },
  'clear-mfa': { kind: 'clear-mfa' },
  disable: { kind: 'disable' },
  enable: { kind: 'enable' },
  unlock: { kind: 'unlock' },
  'set-policy': { kind: 'set-policy', policy: 'required' },
  'set-role': { kind: 'set-role', role: 'user' },
  'set-department': { kind: 'set-department', department: '' },
  'send-mail': { kind: 'send-mail', text: '' },
} as const satisfies { [K in JobActKind]: Extract<JobAct, { kind: K }> }

/** Key of what is missing in what was typed, under `jobs.choose`; null where it can be judged. */
export function lackOfAct(act: JobAct): 'graceError' | 'textError' | null {
  if (act.kind === 'require-enrolment')
    return Number.isInteger(act.graceDays) && act.graceDays >= 0 && act.graceDays <= 90 ? null : 'graceError'
  if (act.kind === 'send-mail') return act.text.trim() === '' ? 'textError' : null
  return null
}
