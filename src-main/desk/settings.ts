/** What the desk reads of its own set-up: the policy with its defaults, and whether the printed key is in order. */
import type { PolicySettings } from '../../src-preload/contract/settings'
import { defaultPolicy } from '../engine/policy'
import type { ReadTables } from './act'

/** @returns the name people see in their app, in files and in mails. */
export async function issuerOf(tables: Pick<ReadTables, 'settings'>): Promise<string> {
  return (await tables.settings.find('issuer')) ?? defaultPolicy.issuer
}

const oneOf = <T extends string>(value: string | undefined, known: readonly T[], otherwise: T): T =>
  known.find((one) => one === value) ?? otherwise
export const within = (value: string | undefined, least: number, most: number, otherwise: number): number => {
  const number = Number(value)
  return value !== undefined && Number.isInteger(number) && number >= least && number <= most ? number : otherwise
}

/** @returns the policy of the site; what is not set is as `defaultPolicy` says. */
export async function policyOfSite(tables: Pick<ReadTables, 'settings'>): Promise<PolicySettings> {
  const set = await tables.settings.list()
  return {
    required: oneOf(set['policy.required'], ['nobody', 'staff', 'everyone'], defaultPolicy.required),
    graceDays: within(set['policy.grace-days'], 0, 90, defaultPolicy.graceDays),
    strength: oneOf(set['policy.strength'], ['default', 'strict'], defaultPolicy.strength),
    issuer: set['issuer'] ?? defaultPolicy.issuer,
    idleMinutes: within(set['session.idle-minutes'], 5, 15, defaultPolicy.idleMinutes),
    absoluteHours: within(set['session.absolute-hours'], 1, 8, defaultPolicy.absoluteHours),
  }
}

/** @returns whether a printed recovery key was made and read back. */
export async function recoveryKeyConfirmed(tables: Pick<ReadTables, 'keySlots'>): Promise<boolean> {
  return (await tables.keySlots.find('recovery-key'))?.confirmed_at != null
}
