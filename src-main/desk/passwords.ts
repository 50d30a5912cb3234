/** First and temporary passwords: made by the desk, mailed or handed over on a slip, and never a way past MFA. */
import { mayMailPassword, type PasswordSlip } from '../../src-preload/contract/passwords'
import { toInstant } from '../clock'
import { hashPassword } from '../engine/passwords'
import { makeTemporaryPassword, temporaryPasswordHours } from '../engine/temporary-password'
import { fault } from '../fault'
import type { AccountRow } from '../store/accounts'
import { act, look, type ReadTables, type WriteTables } from './act'
import type { Detail } from './audit-row'
import type { Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { giveUpPasswords, writeNotice, writeSecret } from './letters'
import { issuerOf } from './settings'
import { demandEnabled, otherAccount } from './target-account'

const hourMs = 60 * 60_000

interface Issuing {
  readonly accountId: string
  readonly way: 'mail' | 'slip'
}

/** A password and the hash that is kept of it, at the cost of every other: the time of signing in tells nothing. */
export interface MadePassword {
  readonly password: string
  readonly phc: string
}

/** @throws busy where too many wait for scrypt */
export async function makePassword({
  gate,
  random,
  scryptCost: cost,
}: Pick<House, 'gate' | 'random' | 'scryptCost'>): Promise<MadePassword> {
  const password = makeTemporaryPassword(random)
  return { password, phc: await hashPassword(password, { gate, random, cost }) }
}

/**
 * Puts a password of the desk in the place of whatever was there. Sessions and open second steps end with it; the
 * second factor stays as it is and is asked for as before (flask-security #258).
 */
export async function setTemporaryPassword(
  tables: WriteTables,
  { at, now }: Pick<Call, 'at' | 'now'>,
  accountId: string,
  { phc }: MadePassword,
): Promise<{ expiresAt: string; replaces: boolean; sessionsEnded: number }> {
  const replaces = (await tables.passwords.find(accountId)) !== null
  const expiresAt = toInstant(now + temporaryPasswordHours * hourMs)
  await tables.passwords.set({ account_id: accountId, phc, set_at: at, must_change: 1, expires_at: expiresAt })
  await giveUpPasswords(tables, accountId, at)
  await tables.challenges.endOf(accountId, at)
  const sessionsEnded = await tables.sessions.endOf(accountId, at)
  return { expiresAt, replaces, sessionsEnded }
}

/**
 * Whose password may be made here: not the own one, of staff only by administrators, and nobody's who is disabled.
 * @throws password-by-mail where the codes of the account go to the same mailbox: whoever reads it would be in
 */
async function personOf(tables: ReadTables, call: Call, { accountId, way }: Issuing): Promise<AccountRow> {
  const account = demandEnabled(await otherAccount(tables, call, accountId))
  if (way === 'mail' && !mayMailPassword(account.state)) throw fault('password-by-mail')
  return account
}

/**
 * Sets the password that was made and tells of it, by mail or on a slip.
 * @returns the slip, once, and what the audit row says
 */
export async function issuePassword(
  tables: WriteTables,
  call: Call,
  account: AccountRow,
  { way, made }: { readonly way: Issuing['way']; readonly made: MadePassword },
): Promise<{ slip: PasswordSlip | null; detail: Detail }> {
  const { expiresAt, replaces, sessionsEnded } = await setTemporaryPassword(tables, call, account.id, made)
  const kind = replaces ? 'temporary-password' : 'first-password'
  if (way === 'mail') {
    const { password } = made
    const letter = { to: account.email, expiresAt, password, hours: temporaryPasswordHours }
    await writeSecret(tables, call, account, kind, letter)
  }
  // A slip goes to whoever stands at the desk: the owner hears of it by mail, also of the first one.
  if (replaces || way === 'slip') await writeNotice(tables, call, account, 'temporary-password-issued')
  const slip: PasswordSlip | null =
    way === 'mail'
      ? null
      : {
          password: made.password,
          issuer: await issuerOf(tables),
          accountName: account.email,
          personName: account.name || account.email,
          expiresAt,
        }
  return { slip, detail: { way, kind, expiresAt, sessionsEnded } }
}

async function issue(tables: WriteTables, call: Call, issuing: Issuing, made: MadePassword) {
  const account = await personOf(tables, call, issuing)
  const { slip, detail } = await issuePassword(tables, call, account, { way: issuing.way, made })
  return { reply: { slip }, row: { detail } }
}

/** @returns the handlers of the group `passwords`. */
export const passwordsHandlers = (desk: GuardedDesk) => ({
  issue: desk.passwords.issue.handler(
    act({
      judge: async (call, issuing: Issuing) => {
        // Before scrypt is paid for; asked again in the transaction.
        await call.house.store.read((tables) => personOf(tables, call, issuing))
        return makePassword(call.house)
      },
      settle: issue,
    }),
  ),

  lacking: desk.passwords.lacking.handler(
    look((tables, call, { after, limit }) => tables.passwords.lacking(after, limit, call.at)),
  ),
})
