/** One process per folder: a lock the system itself lets go of when its holder dies, however it dies. */
import Database from 'better-sqlite3'

/**
 * The lock is an open write transaction on an empty SQLite file: its byte locks belong to the process, so
 * that kill -9 leaves nothing stale and two starts at once cannot both win. Nothing is ever written to it.
 * @param file is made where it is missing
 * @returns what lets go of the lock, or null where another process (or this one) has it
 */
export function takeFolderLock(file: string): (() => void) | null {
  const database = new Database(file, { timeout: 0 })
  try {
    // IMMEDIATE, not EXCLUSIVE: two processes asking for EXCLUSIVE at once can block each other and both lose
    database.exec('BEGIN IMMEDIATE')
  } catch (error) {
    database.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return () => database.close()
}
