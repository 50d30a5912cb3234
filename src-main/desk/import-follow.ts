/** What follows when an import changes an account: all that follows the same change made by hand. */
import type { PolicySettings } from '../../src-preload/contract/settings'
import { policyFields } from '../engine/policy'
import type { AccountChanges, AccountRow } from '../store/accounts'
import type { WriteTables } from './act'
import { moves, tellAddressChange } from './address-change'
import type { Call } from './call'
import { stopEmail } from './factors'
import { writeNotice } from './letters'

interface Changed {
  readonly id: string
  /** Added to: what changes beside what the file says. */
  readonly fields: AccountChanges
}

const hangsMoreOn = ({ fields }: Changed): boolean =>
  fields.role !== undefined ||
  fields.enabled !== undefined ||
  fields.email !== undefined ||
  fields.second_email !== undefined

/** Another role may make MFA required, or no longer; another address stops email as the method until it is verified. */
async function addFields(
  tables: WriteTables,
  call: Call,
  site: PolicySettings,
  before: AccountRow,
  { fields }: Changed,
) {
  if (fields.role !== undefined) Object.assign(fields, policyFields(fields.role, site, call.now, before))
  if (fields.email === undefined) return
  const moved = moves(before, { ...before, email: fields.email }, 'email')
  const stopped = moved ? await stopEmail(tables, call, before) : { email_unverified: before.email_unverified }
  Object.assign(fields, stopped)
}

/**
 * Who is disabled is out, and a session has the role it began with. The owner is told as of a change by hand.
 * @returns how many sessions ended
 */
async function endAndTell(tables: WriteTables, call: Call, before: AccountRow, { fields }: Changed): Promise<number> {
  const { id } = before
  let sessionsEnded = 0
  if (fields.role !== undefined || fields.enabled === 0) {
    sessionsEnded = await tables.sessions.endOf(id, call.at)
    await tables.challenges.endOf(id, call.at)
  }
  if (fields.role !== undefined) await writeNotice(tables, call, before, 'role-changed', { role: fields.role })
  if (fields.enabled !== undefined) {
    await writeNotice(tables, call, before, fields.enabled === 1 ? 'account-enabled' : 'account-disabled')
  }
  const { email = before.email, second_email = before.second_email } = fields
  const after = { email, second_email }
  // A second address where none was takes nothing from anybody: a first file of them is no letter to everyone.
  if (before.second_email !== '' || moves(before, after, 'email')) await tellAddressChange(tables, call, before, after)
  return sessionsEnded
}

/**
 * Adds to the fields of `changed` what follows from them.
 * @returns what is to be done once they are written, in the same transaction; it answers how many sessions of whom ended
 */
export async function followChanges(
  tables: WriteTables,
  call: Call,
  site: PolicySettings,
  changed: readonly Changed[],
): Promise<() => Promise<ReadonlyMap<string, number>>> {
  const followed = changed.filter(hangsMoreOn)
  const rows = new Map((await tables.accounts.findByIds(followed.map(({ id }) => id))).map((row) => [row.id, row]))
  const pairs = followed.flatMap((one) => {
    const before = rows.get(one.id)
    return before ? [{ one, before }] : []
  })
  for (const { one, before } of pairs) await addFields(tables, call, site, before, one)
  return async () => {
    const ended = new Map<string, number>()
    for (const { one, before } of pairs) ended.set(one.id, await endAndTell(tables, call, before, one))
    return ended
  }
}
