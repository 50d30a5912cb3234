/** Challenges: the open second steps of signing in, by the hash of their id. */
import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from './db'
import type { ChallengesTable } from './schema'

export type ChallengeRow = Selectable<ChallengesTable>

export const challengesReads = (db: ReadDb) => ({
  /** Closed ones too: what became of one is for the caller to judge. */
  async find(idHash: string): Promise<ChallengeRow | null> {
    return (await db.selectFrom('challenges').selectAll().where('id_hash', '=', idHash).executeTakeFirst()) ?? null
  },
})

export const challengesWrites = (db: WriteDb) => {
  const open = () => db.updateTable('challenges').where('used_at', 'is', null).where('ended_at', 'is', null)
  return {
    ...challengesReads(db),
    async insert(row: ChallengeRow): Promise<void> {
      await db.insertInto('challenges').values(row).execute()
    },
    /**
     * Counts a try before it is judged: true for as many callers as there are tries left, however many come at once.
     * @param seen tries as they were read, so that the wait that goes with the number is the right one
     */
    async takeTry(idHash: string, seen: { tries: number; at: string }, waitUntil: string | null): Promise<boolean> {
      const result = await open()
        .set({ tries: seen.tries + 1, wait_until: waitUntil })
        .where('id_hash', '=', idHash)
        .where('tries', '=', seen.tries)
        .where('ends_at', '>', seen.at)
        .where((eb) => eb.or([eb('wait_until', 'is', null), eb('wait_until', '<=', seen.at)]))
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    /** Uses it up: true for exactly one caller, and never after its end. */
    async consume(idHash: string, at: string): Promise<boolean> {
      const result = await open()
        .set({ used_at: at })
        .where('id_hash', '=', idHash)
        .where('ends_at', '>', at)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    /** @returns whether it was open. */
    async end(idHash: string, at: string): Promise<boolean> {
      const result = await open().set({ ended_at: at }).where('id_hash', '=', idHash).executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    /** Ends all open ones of an account. @returns how many. */
    async endOf(accountId: string, at: string): Promise<number> {
      const result = await open().set({ ended_at: at }).where('account_id', '=', accountId).executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
    /** Forgets challenges made before `before`. @returns how many. */
    async removeOlder(before: string): Promise<number> {
      const result = await db.deleteFrom('challenges').where('made_at', '<', before).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}
