/** The letters in a desk's outbox, opened with the key file beside it: what people are about to be told. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { letterPlace } from '../../src-main/desk/letters'
import { openKeys } from '../../src-main/keys/open-keyring'
import type { KeySlot } from '../../src-main/keys/key-slot'
import type { LetterFacts } from '../../src-main/mail/letter-facts'
import type { TestDesk } from './test-desk'

export interface SealedLetter {
  readonly kind: string
  readonly to: string
  readonly language: string
  readonly secret: boolean
  readonly expiresAt: string | null
  /** Null where the letter is on its way already and its body dropped. */
  readonly facts: LetterFacts | null
}

interface Row {
  readonly id: string
  readonly kind: string
  readonly recipient: string
  readonly language: string
  readonly secret: number
  readonly expires_at: string | null
  readonly sealed: string | null
}

/** Read at once when it is called, so right after an act its bodies are still there. @returns in order of writing */
export async function lettersOf(test: Pick<TestDesk, 'file' | 'folder'>): Promise<SealedLetter[]> {
  const db = new Database(test.file, { readonly: true })
  const rows = db.prepare('select * from outbox order by rowid').all() as Row[]
  const slots = db.prepare('select * from key_slots').all() as KeySlot[]
  const meta = db.prepare('select value from meta where name = ?')
  const find = (name: string) => (meta.get(name) as { value: string } | undefined)?.value ?? null
  const values = new Map(['store-id', 'canary'].map((name) => [name, find(name)]))
  db.close()
  const { keyring } = await openKeys({
    tables: { meta: { find: async (name) => values.get(name) ?? null }, keySlots: { list: async () => slots } },
    keyFolder: join(test.folder, 'keys'),
    random: (length) => new Uint8Array(length),
  })
  return rows.map(({ id, sealed, ...row }) => ({
    kind: row.kind,
    to: row.recipient,
    language: row.language,
    secret: row.secret === 1,
    expiresAt: row.expires_at,
    facts:
      sealed === null
        ? null
        : (JSON.parse(Buffer.from(keyring.unseal(letterPlace(id), sealed)).toString()) as LetterFacts),
  }))
}
