/** The store: one file, read on one connection and written on another, tables handed out per call. */
import { openDatabases, defaultPatience } from './database'
import { migrate } from './migrate'
import type { Patience } from './sqlite-driver'
import { readTables, writeTables, type ReadTables, type WriteTables } from './tables'
import { makeWriteQueue } from './transaction'

export type { ReadTables, WriteTables } from './tables'

export interface Store {
  /** Reads what is committed, on a connection of its own: it never waits for a write. */
  read<T>(work: (tables: ReadTables) => Promise<T>): Promise<T>
  /**
   * One transaction, after all asked for before it; rolled back on any throw. Tables used after it ended throw, and so
   * does a write asked for inside it.
   * @throws what `work` throws, and faults `store-full`, `store-locked`, `store-read-only`, `store-damaged`
   */
  write<T>(work: (tables: WriteTables) => Promise<T>): Promise<T>
  /** Waits for the writes asked for, then closes the file. */
  close(): Promise<void>
}

/**
 * Opens or makes the store, brings it to the newest schema and empties what an import left behind.
 * @throws faults `store-read-only`, `store-full`, `store-locked`, `store-damaged`, `internal` with number `schema-newer`
 *   or the name of a setting SQLite refused
 */
export async function openStore(options: { file: string; patience?: Patience }): Promise<Store> {
  const { writer, reader } = await openDatabases(options.file, options.patience ?? defaultPatience)
  const queue = makeWriteQueue(writer)
  const reads = readTables(reader)
  try {
    await migrate(writer)
    await queue.run((transaction) => writeTables(transaction).importLines.clear())
    // A connection not yet used is not yet Kysely's to close.
    await reads.meta.find('store-id')
  } catch (error) {
    await Promise.allSettled([reader.destroy(), writer.destroy()])
    throw error
  }
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await queue.close()
    // The writer last: whoever closes last takes the write-ahead log back into the file.
    await reader.destroy()
    await writer.destroy()
  }
  return {
    read: (work) => work(reads),
    write: (work) => queue.run((transaction) => work(writeTables(transaction))),
    close: () => (closing ??= close()),
  }
}
