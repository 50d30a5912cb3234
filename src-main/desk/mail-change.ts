/** Mail settings as an administrator types them: checked, kept with the password sealed, or only tried. */
import { isIP } from 'node:net'
import type { ChangedMail, MailSettings } from '../../src-preload/contract/settings'
import { isEmailAddress } from '../engine/email-address'
import { toNfc } from '../engine/fold'
import { fault } from '../fault'
import type { Settled } from './act'
import type { ReadTables, WriteTables } from './act'
import type { Call } from './call'
import type { House } from './house'
import { mailPasswordPlace, mailServerOf, mailSettingsOf, sealedMailPassword, type MailServer } from './mail-settings'
import { differencesOf } from './settings-changed'

/** The name each one is kept under: those that `mailSettingsOf` reads. */
const names: Readonly<Record<keyof MailSettings, string>> = {
  way: 'mail.way',
  host: 'mail.host',
  port: 'mail.port',
  encryption: 'mail.encryption',
  user: 'mail.user',
  senderName: 'mail.sender-name',
  senderAddress: 'mail.sender-address',
}

const control = /\p{Cc}|\p{Zl}|\p{Zp}/u
/** RFC 1123: letters, digits and hyphens between dots; an underscore is common inside a house. */
const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*\.?$/i

const isHost = (text: string): boolean => isIP(text) !== 0 || hostName.test(text)

/**
 * @returns the settings as they are kept: NFC, the password apart
 * @throws input-invalid naming the field
 */
function checked({ password: _, ...typed }: ChangedMail): MailSettings {
  const mail = { ...typed, senderName: toNfc(typed.senderName), senderAddress: toNfc(typed.senderAddress) }
  const invalid = (field: keyof ChangedMail) => fault('input-invalid', { field })
  if (mail.way === 'smtp' ? !isHost(mail.host) : mail.host !== '' && !isHost(mail.host)) throw invalid('host')
  if (control.test(mail.user)) throw invalid('user')
  if (control.test(mail.senderName)) throw invalid('senderName')
  if (!isEmailAddress(mail.senderAddress)) throw invalid('senderAddress')
  return mail
}

/**
 * A password that is kept goes to the server it was given for, the way it was given for, and to no other: whoever may
 * change the settings must not get it sent to a host or a port of theirs, or in clear. Any change counts, also to a
 * stronger encryption. @throws input-invalid naming the password
 */
function demandSameServer(before: MailSettings, after: MailSettings): void {
  const isSameHost = before.host.toLowerCase() === after.host.toLowerCase()
  const isSame = isSameHost && before.port === after.port && before.encryption === after.encryption
  if (!isSame) throw fault('input-invalid', { field: 'password' })
}

/** Writes what differs; what is as it was by default goes on following the default. */
export async function changeMail(
  tables: WriteTables,
  call: Call,
  typed: ChangedMail,
): Promise<Settled<Record<string, never>>> {
  const wanted = checked(typed)
  const before = await mailSettingsOf(tables)
  const hadPassword = Boolean(await sealedMailPassword(tables))
  const { password } = typed
  if (password === null && hadPassword) demandSameServer(before, wanted)
  for (const field of Object.keys(names) as (keyof MailSettings)[]) {
    if (wanted[field] !== before[field]) await tables.settings.set(names[field], String(wanted[field]))
  }
  if (password !== null) await tables.settings.set('mail.password', sealed(call.house, password))
  const about = password === null ? 'kept' : password === '' ? 'removed' : 'set'
  const detail = { ...differencesOf({ ...before }, { ...wanted }), password: about, hadPassword }
  return { reply: {}, row: { detail } }
}

const sealed = ({ keyring }: House, password: string): string =>
  password === '' ? '' : keyring.seal(mailPasswordPlace, Buffer.from(password))

/**
 * @returns the settings to try: as typed, with the password that is kept where none was typed
 * @throws input-invalid as `changeMail`
 */
export async function typedServer(tables: ReadTables, house: House, typed: ChangedMail): Promise<MailServer> {
  const wanted = checked(typed)
  if (typed.password !== null) return { ...wanted, password: typed.password }
  const kept = await mailServerOf(tables, house.keyring)
  if (kept.password !== '') demandSameServer(kept, wanted)
  return { ...wanted, password: kept.password }
}
