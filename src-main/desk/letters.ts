/** Letters of an act: written into the outbox inside its settling transaction, the facts sealed and bound to their row. */
import type { LetterKind } from '../../src-preload/contract/outbox'
import { addressesOf, isSameAddress } from '../engine/email-address'
import type { LetterBy, LetterFacts } from '../mail/letter-facts'
import { makeId } from '../random'
import type { AccountRow } from '../store/accounts'
import type { OutboxRow } from '../store/outbox'
import type { ReadTables, WriteTables } from './act'
import type { Call } from './call'
import type { House } from './house'
import { mailSettingsOf } from './mail-settings'
import { issuerOf } from './settings'

export type CodeKind = Extract<
  LetterKind,
  `${string}-code` | 'first-password' | 'temporary-password' | 'enrolment-key' | 'zip-passphrase'
>
export type NoticeKind = Exclude<LetterKind, CodeKind | 'test-mail'>
type Extra = Omit<LetterFacts, 'issuer' | 'accountName' | 'personName' | 'at' | 'timeZone' | 'by' | 'actorId'>

/** What a letter is told of the call it belongs to; also known where a desk is only being started. */
export interface LetterCall extends Pick<Call, 'at' | 'actor' | 'wroteLetters'> {
  readonly house: Pick<House, 'keyring' | 'random' | 'timeZone'>
}

/** Where the sealed facts of a letter stand. */
export const letterPlace = (id: string) => ({ table: 'outbox', column: 'sealed', row: id })

function whoDid({ actor }: LetterCall, account: AccountRow): LetterBy {
  if (!actor) return { kind: 'system' }
  return actor.id === account.id ? { kind: 'self' } : { kind: 'staff', name: actor.name || actor.email }
}

/** @returns the facts every letter to the owner of `account` has. */
export async function letterFacts(
  tables: Pick<ReadTables, 'settings'>,
  call: LetterCall,
  account: AccountRow,
): Promise<LetterFacts> {
  return {
    issuer: await issuerOf(tables),
    accountName: account.email,
    personName: account.name || account.email,
    at: call.at,
    timeZone: call.house.timeZone,
    by: whoDid(call, account),
    ...(call.actor ? { actorId: call.actor.id } : {}),
  }
}

interface Sending {
  readonly account: AccountRow
  readonly kind: LetterKind
  readonly recipients: readonly string[]
  readonly extra: Extra
  readonly secret: boolean
  /** ISO-8601; null where it is good for ever. */
  readonly expiresAt: string | null
}

async function write(tables: WriteTables, call: LetterCall, sending: Sending): Promise<void> {
  const { house, at } = call
  const { account, kind, recipients, extra, secret, expiresAt } = sending
  const facts = { ...(await letterFacts(tables, call, account)), ...extra }
  const { senderAddress } = await mailSettingsOf(tables)
  const domain = senderAddress.slice(senderAddress.lastIndexOf('@') + 1)
  const rows = recipients.map((recipient): OutboxRow => {
    const id = makeId(house.random)
    return {
      id,
      kind,
      account_id: account.id,
      account_name: account.name || account.email,
      recipient,
      language: account.language ?? 'en',
      state: 'queued',
      secret: secret ? 1 : 0,
      sealed: house.keyring.seal(letterPlace(id), Buffer.from(JSON.stringify(facts))),
      message_id: `<${id}@${domain}>`,
      made_at: at,
      expires_at: expiresAt,
      tries: 0,
      next_at: at,
      last_at: null,
      said: '[]',
    }
  })
  await tables.outbox.insertMany(rows)
  call.wroteLetters = true
}

/**
 * Tells the owner, at every address on file, of a change to their account.
 * @param account as it was before the act, so that a changed address is told as well
 * @param also further addresses: the new one, where it changed
 */
export async function writeNotice(
  tables: WriteTables,
  call: LetterCall,
  account: AccountRow,
  kind: NoticeKind,
  extra: Extra = {},
  also: readonly string[] = [],
): Promise<void> {
  const known = addressesOf(account)
  const recipients = [...known, ...also.filter((one) => !known.some((other) => isSameAddress(one, other)))]
  await write(tables, call, { account, kind, recipients, extra, secret: false, expiresAt: null })
}

const passwordKinds: readonly CodeKind[] = ['first-password', 'temporary-password']

/** A password took the place of those that still wait to be mailed. */
export const giveUpPasswords = (tables: Pick<WriteTables, 'outbox'>, accountId: string, at: string): Promise<number> =>
  tables.outbox.giveUpReplaced(accountId, passwordKinds, at)

/** A pending key was dropped or verified: it is not mailed any more. */
export const giveUpKeys = (tables: Pick<WriteTables, 'outbox'>, accountId: string, at: string): Promise<number> =>
  tables.outbox.giveUpReplaced(accountId, ['enrolment-key'], at)

/** Mails a code or a password to one address, in place of an older one that still waits; after `expiresAt` it is not mailed any more. */
export async function writeSecret(
  tables: WriteTables,
  call: LetterCall,
  account: AccountRow,
  kind: CodeKind,
  { to, expiresAt, ...extra }: Extra & { readonly to: string; readonly expiresAt: string },
): Promise<void> {
  const replaced = passwordKinds.includes(kind) ? passwordKinds : [kind]
  // Two zips have two passphrases: a second one voids nothing.
  if (kind !== 'zip-passphrase') await tables.outbox.giveUpReplaced(account.id, replaced, call.at)
  await write(tables, call, { account, kind, recipients: [to], extra, secret: true, expiresAt })
}
