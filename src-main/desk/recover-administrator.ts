/** The way back for an administrator nobody can help: a temporary password and no MFA, for whoever has the printed key. */
import type { ActBeyondOperations } from '../../src-preload/contract/audit'
import { toInstant } from '../clock'
import { foldKey } from '../engine/fold'
import { stateAfter } from '../engine/mfa-state'
import { temporaryPasswordHours } from '../engine/temporary-password'
import type { AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import type { Outcome } from './audit-row'
import { changeAccount, removeFactors } from './factors'
import type { House } from './house'
import { writeNotice, type LetterCall } from './letters'
import { hashAddress } from './password-tries'
import { makePassword, setTemporaryPassword, type MadePassword } from './passwords'
import { startRow } from './start-row'

/** What there is of a house before a desk is opened. */
export interface RecoveryHouse extends Pick<
  House,
  'store' | 'keyring' | 'random' | 'gate' | 'scryptCost' | 'timeZone'
> {
  readonly computer: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export type Recovery =
  /** `wasDisabled`: it is enabled by this. The password is told here and never again. */
  | {
      readonly kind: 'done'
      readonly email: string
      readonly password: string
      readonly hours: number
      readonly wasDisabled: boolean
    }
  /** More than one could be meant. */
  | { readonly kind: 'name-one'; readonly emails: readonly string[] }
  /** There is no administrator, or none with the address that was named. */
  | { readonly kind: 'none' }
  /** The one named is disabled, and others are enabled who can enable it. */
  | { readonly kind: 'disabled' }

type Choice = Exclude<Recovery, { kind: 'done' }> | { readonly kind: 'found'; readonly account: AccountRow }

export const recoverAct = 'keys.recoverAdministrator' satisfies ActBeyondOperations
const refusals = { 'name-one': 'input-invalid', none: 'not-found', disabled: 'account-disabled' } as const

/** The only enabled one, else the only one; a disabled one is nobody's way in while another is enabled. */
function choose(administrators: readonly AccountRow[], named: string | null): Choice {
  const enabled = administrators.filter((account) => account.enabled === 1)
  const asked = named === null ? null : foldKey(named)
  const [account, ...others] =
    asked === null
      ? enabled.length > 0
        ? enabled
        : administrators
      : administrators.filter(({ email_key }) => email_key === asked)
  if (!account) return { kind: 'none' }
  if (others.length > 0) return { kind: 'name-one', emails: [account, ...others].map(({ email }) => email) }
  return account.enabled === 0 && enabled.length > 0 ? { kind: 'disabled' } : { kind: 'found', account }
}

/** Password, factors, sessions, locks and counts of one account, and what the owner and the log are told of it. */
async function recover(tables: WriteTables, house: RecoveryHouse, account: AccountRow, made: MadePassword) {
  const { now, random, keyring, timeZone } = house
  const at = toInstant(now)
  const call: LetterCall = { house: { random, keyring, timeZone }, at, actor: null, wroteLetters: false }
  const { expiresAt, sessionsEnded } = await setTemporaryPassword(tables, { at, now }, account.id, made)
  const { columns, droppedPending } = await removeFactors(tables, { at, session: null }, account)
  await tables.signInTries.forgetAddress(hashAddress(house, account.email))
  const hadNothing = account.state === 'not-enrolled'
  const state = hadNothing ? account.state : stateAfter(account.state, 'cleared', account.policy)
  await changeAccount(tables, account, { ...columns, state, enabled: 1 })
  await writeNotice(tables, call, account, 'administrator-recovered')
  const wasDisabled = account.enabled === 0
  const codesVoid = account.codes_left ?? 0
  return { stateBefore: account.state, state, droppedPending, codesVoid, sessionsEnded, wasDisabled, expiresAt }
}

/**
 * Gives an administrator a temporary password and clears their MFA, in one transaction with the letter and the audit
 * row. The caller has checked the printed key.
 * @param named address of the one who is meant; null: the last one
 */
export async function recoverAdministrator(house: RecoveryHouse, named: string | null): Promise<Recovery> {
  const { store, now, computer } = house
  const made = await makePassword(house)
  return store.write(async (tables): Promise<Recovery> => {
    const record = (outcome: Outcome, account: AccountRow | null) =>
      tables.audit.append(startRow({ act: recoverAct, at: toInstant(now), computer, account, ...outcome }))
    const filter = { roles: ['administrator' as const] }
    const page = { filter, from: null, direction: 'forward', limit: 200, at: toInstant(now) } as const
    const choice = choose((await tables.accountList.page(page)).rows, named)
    if (choice.kind !== 'found') {
      await record({ result: 'refused', code: refusals[choice.kind], detail: {} }, null)
      return choice
    }
    const { account } = choice
    const detail = await recover(tables, house, account, made)
    await record({ result: 'done', code: null, detail }, account)
    const { password } = made
    const { wasDisabled } = detail
    return { kind: 'done', email: account.email, password, hours: temporaryPasswordHours, wasDisabled }
  })
}

/** A wrong printed key was typed: that, too, stands in the log. */
export const recordWrongKey = ({ store, now, computer }: Pick<RecoveryHouse, 'store' | 'now' | 'computer'>) =>
  store.write((tables) => {
    const outcome = { result: 'failed', code: 'recovery-key-wrong', detail: {} } as const
    return tables.audit.append(startRow({ act: recoverAct, at: toInstant(now), computer, ...outcome }))
  })
