/** Mailed tokens: one live per account and purpose, tries counted before they are judged, used once. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import { giveUpLetters } from './outbox'
import type { EmailTokensTable } from './schema'

export type EmailTokenRow = Selectable<EmailTokensTable>
export type EmailPurpose = EmailTokenRow['purpose']

export const emailTokensReads = (db: ReadDb) => ({
  /** The one that is neither used nor ended; it may have run out. */
  async findLive(accountId: string, purpose: EmailPurpose): Promise<EmailTokenRow | null> {
    const found = await db
      .selectFrom('email_tokens')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('purpose', '=', purpose)
      .where('used_at', 'is', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    return found ?? null
  },
  /** The newest, whatever became of it: tells a used token from a wrong one. */
  async findNewest(accountId: string, purpose: EmailPurpose): Promise<EmailTokenRow | null> {
    const found = await db
      .selectFrom('email_tokens')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('purpose', '=', purpose)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return found ?? null
  },
  /** @returns when those were made that were mailed after `after` and since the last used one, newest first. */
  async sentSince(accountId: string, purpose: EmailPurpose, after: string): Promise<string[]> {
    const rows = await db
      .selectFrom('email_tokens')
      .select(['made_at', 'used_at'])
      .where('account_id', '=', accountId)
      .where('purpose', '=', purpose)
      .where('made_at', '>', after)
      .orderBy('made_at', 'desc')
      .execute()
    const success = rows.findIndex((row) => row.used_at !== null)
    return (success < 0 ? rows : rows.slice(0, success)).map((row) => row.made_at)
  },
})

/** A code that was used or is void is not mailed any more (Bitwarden #3735): its letters end with it, whoever ends it. */
export const emailTokensWrites = (db: WriteDb) => {
  const giveUp = ({ account_id, purpose }: Pick<EmailTokenRow, 'account_id' | 'purpose'>, at: string, words: string) =>
    giveUpLetters(db, account_id, [`${purpose}-code`], { at, words })
  const live = (id: string) =>
    db.updateTable('email_tokens').where('id', '=', id).where('used_at', 'is', null).where('ended_at', 'is', null)
  /** @param purpose null: all of them */
  async function endLive(accountId: string, purpose: EmailPurpose | null, at: string): Promise<number> {
    let query = db
      .updateTable('email_tokens')
      .set({ ended_at: at })
      .where('account_id', '=', accountId)
      .where('used_at', 'is', null)
      .where('ended_at', 'is', null)
    if (purpose !== null) query = query.where('purpose', '=', purpose)
    const ended = await query.returning(['account_id', 'purpose']).execute()
    for (const row of ended) await giveUp(row, at, 'replaced')
    return ended.length
  }
  return {
    ...emailTokensReads(db),
    /** A live one of the same account and purpose breaks the table's rule: end it first. */
    async insert(row: EmailTokenRow): Promise<void> {
      await db.insertInto('email_tokens').values(row).execute()
    },
    /** Counts a try before it is judged: true for as many callers as there are tries left under `most`. */
    async takeTry(id: string, most: number, at: string): Promise<boolean> {
      const result = await live(id)
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('tries', '<', most)
        .where('expires_at', '>', at)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    /** A new challenge takes over the code that is under way. @returns whether it was live */
    async moveTo(id: string, challengeHash: string): Promise<boolean> {
      const result = await live(id).set({ challenge_hash: challengeHash }).executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    /** Uses it up: true for exactly one caller, and never after its end. */
    async consume(id: string, at: string): Promise<boolean> {
      const used = await live(id)
        .set({ used_at: at })
        .where('expires_at', '>', at)
        .returning(['account_id', 'purpose'])
        .executeTakeFirst()
      if (used) await giveUp(used, at, 'used')
      return used !== undefined
    },
    /** Ends the live one of a purpose. @returns whether there was one */
    end: async (accountId: string, purpose: EmailPurpose, at: string): Promise<boolean> =>
      (await endLive(accountId, purpose, at)) === 1,
    /** Ends all live ones of an account. @returns how many */
    endOf: (accountId: string, at: string): Promise<number> => endLive(accountId, null, at),
    /** Forgets tokens made before `before`. */
    async removeOlder(before: string): Promise<void> {
      await db.deleteFrom('email_tokens').where('made_at', '<', before).execute()
    },
  }
}
