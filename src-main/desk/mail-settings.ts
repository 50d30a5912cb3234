/** How mail goes out, as it is set: read with its defaults, the password unsealed for the sender alone. */
import type { MailSettings } from '../../src-preload/contract/settings'
import type { Keyring } from '../keys/keyring'
import type { ReadTables } from './act'
import { issuerOf } from './settings'

/** What a mailer needs to know. */
export interface MailServer extends MailSettings {
  readonly password: string
}

export const mailPasswordPlace = { table: 'settings', column: 'value', row: 'mail.password' } as const

const fallbackDomain = 'localhost.localdomain'

/** @returns `no-reply@` and the domain of the first administrator (M11). */
async function defaultSender(tables: Pick<ReadTables, 'accounts'>): Promise<string> {
  const first = await tables.accounts.findFirstAdministrator()
  return `no-reply@${first?.email.slice(first.email.lastIndexOf('@') + 1) ?? fallbackDomain}`
}

/** @returns the settings as an administrator sees them. */
export async function mailSettingsOf(tables: Pick<ReadTables, 'accounts' | 'settings'>): Promise<MailSettings> {
  const set = await tables.settings.list()
  return {
    way: set['mail.way'] === 'smtp' ? 'smtp' : 'folder',
    host: set['mail.host'] ?? '',
    port: Number(set['mail.port'] ?? 587),
    encryption: set['mail.encryption'] === 'tls' ? 'tls' : set['mail.encryption'] === 'none' ? 'none' : 'starttls',
    user: set['mail.user'] ?? '',
    senderName: set['mail.sender-name'] ?? (await issuerOf(tables)),
    senderAddress: set['mail.sender-address'] ?? (await defaultSender(tables)),
  }
}

/** @returns the sealed password as it is kept, or null where none is set. */
export const sealedMailPassword = (tables: Pick<ReadTables, 'settings'>): Promise<string | null> =>
  tables.settings.find('mail.password')

/** @returns the settings with the password opened. @throws tampered where the password does not open */
export async function mailServerOf(
  tables: Pick<ReadTables, 'accounts' | 'settings'>,
  keyring: Keyring,
): Promise<MailServer> {
  const sealed = await sealedMailPassword(tables)
  const password = sealed ? Buffer.from(keyring.unseal(mailPasswordPlace, sealed)).toString('utf8') : ''
  return { ...(await mailSettingsOf(tables)), password }
}
