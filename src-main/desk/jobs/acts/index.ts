/** What an act of a job does to one account, inside the transaction that writes its row: the same as the act by itself. */
import type { JobAct } from '../../../../src-preload/contract/jobs'
import { addressesOf } from '../../../engine/email-address'
import { fault } from '../../../fault'
import type { AccountRow } from '../../../store/accounts'
import { unlockAccount } from '../../account-clear'
import { setEnabled, setRole } from '../../account-standing'
import type { WriteTables } from '../../act'
import type { Detail } from '../../audit-row'
import type { Call } from '../../call'
import type { House } from '../../house'
import { writeNotice } from '../../letters'
import { issuePassword, makePassword, type MadePassword } from '../../passwords'
import { reissueKey } from '../../pending-key'
import { renewCodes } from '../../recovery'
import type { AccountFacts } from '../facts'
import type { Paper } from '../paper'
import type { UndoCopy } from '../undo'
import { undoOf } from './back'
import { clearMfa } from './clear'
import { columnsCopy, requireEnrolment, setDepartment, setPolicy } from './policies'
import { rememberingTables } from './remembering-tables'

/** What is made before any transaction is open, because it takes long. */
export interface Prepared {
  /** By account. */
  readonly passwords: ReadonlyMap<string, MadePassword>
}

/** What an act left of one account; the effect and its letters are written. */
export interface Applied {
  /** What its audit row is called: the name of the act by itself, where there is one. */
  readonly act: string
  /** As the act by itself has it; the job's number and who approved it are added by whoever writes the row. */
  readonly detail: Detail
  /** What brings it back; null where it cannot be undone. */
  readonly undo: UndoCopy | null
  /** What waits to be taken. */
  readonly paper: Paper | null
}

/**
 * Makes what takes long for some accounts, outside any transaction: passwords are scrypt. One after another, for both
 * places of the gate would make everybody who signs in wait behind a job.
 * @throws busy where too many wait for scrypt: to be tried again
 */
export async function prepareAct(house: House, act: JobAct, accountIds: readonly string[]): Promise<Prepared> {
  const passwords = new Map<string, MadePassword>()
  if (act.kind === 'issue-password') for (const id of accountIds) passwords.set(id, await makePassword(house))
  return { passwords }
}

type Did = { readonly detail: Detail; readonly undo?: UndoCopy; readonly paper?: Paper }
type Apply<K extends JobAct['kind']> = (
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  act: Extract<JobAct, { kind: K }>,
  prepared: Prepared,
) => Promise<Did>

const switchTo =
  (enabled: 0 | 1) =>
  async (tables: WriteTables, call: Call, account: AccountRow): Promise<Did> => ({
    detail: await setEnabled(tables, call, account, enabled),
    undo: columnsCopy(account, { enabled }),
  })

const applies: { readonly [K in JobAct['kind']]: readonly [name: string, apply: Apply<K>] } = {
  'require-enrolment': ['jobs.requireEnrolment', requireEnrolment],
  reissue: [
    'otp.reissue',
    async (tables, call, account, { way }) => {
      const { reply, detail } = await reissueKey(tables, call, account, way === 'mail' ? 'mail' : 'desk')
      const { keyId, ...sheet } = reply
      const personName = account.name || account.email
      const paper: Paper = { kind: 'enrolment-sheet', accountId: account.id, personName, ...sheet }
      return { detail: { ...detail, way }, undo: { kind: 'pending-key', keyId }, ...(way === 'sheet' ? { paper } : {}) }
    },
  ],
  'renew-codes': [
    'recovery.renew',
    async (tables, call, account) => {
      const { reply, row } = await renewCodes(tables, call, account)
      const { fileName: _name, fileText: _text, ...set } = reply
      const setId = (await tables.recoverySets.findInForce(account.id))?.id
      if (setId === undefined) throw fault('changed-meanwhile')
      const personName = account.name || account.email
      const { timeZone } = call.house
      const paper: Paper = { kind: 'recovery-file', accountId: account.id, setId, personName, set, timeZone }
      return { detail: row.detail, paper }
    },
  ],
  'issue-password': [
    'passwords.issue',
    async (tables, call, account, { way }, { passwords }) => {
      const made = passwords.get(account.id)
      if (!made) throw new Error('no password was prepared for an account of the job')
      const { slip, detail } = await issuePassword(tables, call, account, { way, made })
      return { detail, ...(slip ? { paper: { kind: 'password-slip', accountId: account.id, ...slip } } : {}) }
    },
  ],
  'clear-mfa': ['accounts.clearMfa', clearMfa],
  disable: ['accounts.disable', switchTo(0)],
  enable: ['accounts.enable', switchTo(1)],
  unlock: [
    'accounts.unlock',
    async (tables, call, account) => ({ detail: await unlockAccount(tables, call, account) }),
  ],
  'set-policy': ['jobs.setPolicy', setPolicy],
  'set-role': [
    'accounts.changeRole',
    async (tables, call, account, { role }) => {
      const detail = await setRole(tables, call, account, { role })
      const after = await tables.accounts.find(account.id)
      if (!after) throw fault('changed-meanwhile')
      const { policy, policy_own, grace_until } = after
      return { detail, undo: columnsCopy(account, { role, policy, policy_own, grace_until }) }
    },
  ],
  'set-department': ['jobs.setDepartment', (tables, _call, account, act) => setDepartment(tables, account, act)],
  'send-mail': [
    'jobs.sendMail',
    async (tables, call, account, { text }) => {
      await writeNotice(tables, call, account, 'message', { text })
      return { detail: { mails: addressesOf(account).length } }
    },
  ],
}

const target = ({ id, name, email }: AccountRow) => ({ id, name: name || email })

/**
 * Does the act to one account that was judged `change` (or `no-way-in`, where that is included) by the same facts, and
 * names it as the target of `call`. `call.actor` is whoever made the job.
 * @throws faults of the act by itself where it is refused after all; everything it wrote is then to be taken back
 */
export async function applyAct<A extends JobAct>(
  tables: WriteTables,
  call: Call,
  act: A,
  { account }: AccountFacts,
  prepared: Prepared,
): Promise<Applied> {
  call.target = target(account)
  const [name, apply] = applies[act.kind] as readonly [string, Apply<A['kind']>]
  const { detail, undo, paper } = await apply(rememberingTables(tables), call, account, act as never, prepared)
  return { act: name, detail, undo: undo ?? null, paper: paper ?? null }
}

/** Brings one account back that `judgeUndo` called `change`, and names it as the target of `call`. @throws as `applyAct` */
export async function applyUndo(
  tables: WriteTables,
  call: Call,
  copy: UndoCopy,
  { account }: AccountFacts,
): Promise<Applied> {
  call.target = target(account)
  const detail = await undoOf(rememberingTables(tables), call, copy, account)
  return { act: 'jobs.undone', detail: { ...detail, restored: copy.kind }, undo: null, paper: null }
}
