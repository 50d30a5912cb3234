/** The policy of the site, changed: its settings, and in the same transaction policy and grace of all accounts. */
import type { PolicySettings } from '../../src-preload/contract/settings'
import { toNfc } from '../engine/fold'
import { planPolicySweeps } from '../engine/policy'
import { fault } from '../fault'
import type { Settled } from './act'
import type { WriteTables } from './act'
import type { Call } from './call'
import { pause } from './import-reading'
import { policyOfSite } from './settings'
import { differencesOf } from './settings-changed'

/** The name each one is kept under: those that `policyOfSite` reads. */
const names: Readonly<Record<keyof PolicySettings, string>> = {
  required: 'policy.required',
  graceDays: 'policy.grace-days',
  strength: 'policy.strength',
  issuer: 'issuer',
  idleMinutes: 'session.idle-minutes',
  absoluteHours: 'session.absolute-hours',
}

/** The issuer stands in mails, in file names and in otpauth addresses: one line, nothing unseen. */
const unseen = /\p{Cc}|\p{Zl}|\p{Zp}/u

/**
 * Only a change of who is required changes accounts: a grace that runs is not begun anew, so other days are for those
 * who become required from now on.
 * @throws input-invalid for an issuer that is not one line
 */
export async function changePolicy(
  tables: WriteTables,
  call: Call,
  typed: PolicySettings,
): Promise<Settled<Record<string, never>>> {
  const wanted = { ...typed, issuer: toNfc(typed.issuer) }
  if (unseen.test(wanted.issuer)) throw fault('input-invalid', { field: 'issuer' })
  const before = await policyOfSite(tables)
  for (const field of Object.keys(names) as (keyof PolicySettings)[]) {
    if (wanted[field] !== before[field]) await tables.settings.set(names[field], String(wanted[field]))
  }
  let accountsChanged = 0
  if (wanted.required !== before.required) {
    for (const sweep of planPolicySweeps(wanted, call.now))
      accountsChanged += await tables.accounts.sweepPolicy(sweep, pause)
  }
  return { reply: {}, row: { detail: { ...differencesOf(before, wanted), accountsChanged } } }
}
