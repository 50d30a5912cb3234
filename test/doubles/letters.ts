/** The letters in the outbox, opened from outside: with a connection and a keyring of their own. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { LetterKind } from '../../src-preload/contract/outbox'
import { letterPlace } from '../../src-main/desk/letters'
import type { KeySlot } from '../../src-main/keys/key-slot'
import { openKeys } from '../../src-main/keys/open-keyring'
import type { LetterFacts } from '../../src-main/mail/letter-facts'
import { systemRandom } from '../../src-main/random'
import type { TestDesk } from './test-desk'

export interface Letter {
  readonly kind: LetterKind
  readonly to: string
  readonly language: string
  /** It holds a code or a password. */
  readonly secret: boolean
  readonly expiresAt: string | null
  readonly facts: LetterFacts
}

/** @returns every letter whose body is still there, in order of writing. */
export async function lettersOf({ file, folder }: Pick<TestDesk, 'file' | 'folder'>): Promise<Letter[]> {
  const db = new Database(file, { readonly: true })
  try {
    const value = db.prepare('select value from meta where name = ?').pluck()
    const tables = {
      meta: { find: async (name: string) => (value.get(name) as string | undefined) ?? null },
      keySlots: { list: async () => db.prepare('select * from key_slots').all() as KeySlot[] },
    }
    const { keyring } = await openKeys({ tables, keyFolder: join(folder, 'keys'), random: systemRandom })
    const rows = db.prepare('select * from outbox where sealed is not null order by rowid').all() as {
      id: string
      kind: LetterKind
      recipient: string
      language: string
      secret: number
      expires_at: string | null
      sealed: string
    }[]
    return rows.map(({ id, kind, recipient, language, secret, expires_at, sealed }) => {
      const facts = JSON.parse(Buffer.from(keyring.unseal(letterPlace(id), sealed)).toString()) as LetterFacts
      return { kind, to: recipient, language, secret: secret === 1, expiresAt: expires_at, facts }
    })
  } finally {
    db.close()
  }
}

/** @returns the code of the newest letter to `to` that holds one. */
export async function mailedCode(test: TestDesk, to: string): Promise<string> {
  const code = (await lettersOf(test)).findLast((letter) => letter.to === to && letter.facts.code)?.facts.code
  if (code === undefined) throw new Error(`no code was mailed to ${to}`)
  return code
}

/** @returns eight digits that are not `code`. */
export const otherCode = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, '0')
