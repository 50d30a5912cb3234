/** Kysely's way to a SQLite connection: statements prepared once, patience with a busy file, errors turned into faults. */
import type { Database, Statement } from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { Fault } from '../fault'
import { beginStatement, isBusy, toFault } from './sqlite'

/** How long to put up with a file another process holds. SQLite itself waits 250 ms a try, and stops the thread for it. */
export interface Patience {
  readonly tries: number
  /** Waits between two tries without holding the thread. */
  readonly pause: () => Promise<void>
}

/** Kysely prepares anew at each query; keeping statements by their text halves the cost. */
const statementsKept = 500

class Connection implements DatabaseConnection {
  readonly #statements = new Map<string, Statement>()
  /** True from begin to its end, whatever SQLite thinks: after some errors it rolls back by itself. */
  #begun = false
  /** The fault of the disk this transaction ran into: nothing of it may be committed, whoever swallows the fault. */
  #fault: Fault | null = null

  constructor(
    private readonly database: Database,
    private readonly patience: Patience,
  ) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // The rest of a transaction that SQLite gave up would otherwise be written, statement by statement.
    if (this.#begun && !this.database.inTransaction) throw new Error('the transaction was given up')
    if (this.#fault !== null) throw this.#fault
    for (let tries = 1; ; tries += 1) {
      try {
        return this.#run<R>(query)
      } catch (error) {
        if (!isBusy(error) || tries >= this.patience.tries) throw this.#noted(toFault(error))
      }
      await this.patience.pause()
    }
  }

  #noted(error: unknown): unknown {
    if (this.#begun && error instanceof Fault) this.#fault = error
    return error
  }

  async begin(): Promise<void> {
    await this.executeQuery(CompiledQuery.raw(beginStatement))
    this.#begun = true
  }

  async commit(): Promise<void> {
    await this.executeQuery(CompiledQuery.raw('commit'))
    this.#begun = false
  }

  async rollback(): Promise<void> {
    this.#begun = false
    this.#fault = null
    if (this.database.inTransaction) await this.executeQuery(CompiledQuery.raw('rollback'))
  }

  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('lists are read in pages, not streamed')
  }

  #run<R>(query: CompiledQuery): QueryResult<R> {
    const statement = this.#prepare(query.sql)
    if (statement.reader) return { rows: statement.all(query.parameters) as R[] }
    const { changes } = statement.run(query.parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  #prepare(text: string): Statement {
    const kept = this.#statements.get(text)
    if (kept !== undefined) return kept
    const made = this.database.prepare(text)
    const oldest = this.#statements.keys().next()
    if (this.#statements.size >= statementsKept && !oldest.done) this.#statements.delete(oldest.value)
    this.#statements.set(text, made)
    return made
  }
}

class ConnectionDriver implements Driver {
  readonly #connection: Connection

  constructor(
    private readonly database: Database,
    patience: Patience,
  ) {
    this.#connection = new Connection(database, patience)
  }

  async init(): Promise<void> {}
  acquireConnection = async (): Promise<Connection> => this.#connection
  beginTransaction = async (connection: DatabaseConnection): Promise<void> => (connection as Connection).begin()
  commitTransaction = async (connection: DatabaseConnection): Promise<void> => (connection as Connection).commit()
  rollbackTransaction = async (connection: DatabaseConnection): Promise<void> => (connection as Connection).rollback()
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    this.database.close()
  }
}

/** @returns a dialect over one open connection. */
export const sqliteDialect = (database: Database, patience: Patience): Dialect => ({
  createDriver: () => new ConnectionDriver(database, patience),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})
