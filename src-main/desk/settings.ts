/** What the desk reads of its own set-up: settings with their defaults, and whether the printed key is in order. */
import type { ReadTables } from './act'

export const defaultIssuer = 'MFA Desk'

/** @returns the name people see in their app, in files and in mails. */
export async function issuerOf(tables: Pick<ReadTables, 'settings'>): Promise<string> {
  return (await tables.settings.find('issuer')) ?? defaultIssuer
}

/** @returns whether a printed recovery key was made and read back. */
export async function recoveryKeyConfirmed(tables: Pick<ReadTables, 'keySlots'>): Promise<boolean> {
  return (await tables.keySlots.find('recovery-key'))?.confirmed_at != null
}
