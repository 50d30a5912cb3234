/** What is put around a store: to break its promises in one known way, or to die between any two of its statements. */
import { jobPhases } from '../../src-preload/contract/jobs'
import type { Store, WriteTables } from '../../src-main/store/store'

/** @returns the store, with the tables of every transaction as `change` makes them. */
const withTables = (store: Store, change: (tables: WriteTables) => WriteTables): Store => ({
  ...store,
  write: (work) => store.write((tables) => work(change(tables))),
})

async function always(work: Promise<boolean>): Promise<true> {
  await work
  return true
}

type Verb = (...given: unknown[]) => unknown
type AnyTables = Record<string, Record<string, Verb>>

/** @returns the tables with each verb as `wrap` makes it. */
const mapVerbs = (tables: WriteTables, wrap: (verb: Verb, table: string, name: string) => Verb): WriteTables =>
  Object.fromEntries(
    Object.entries(tables as unknown as AnyTables).map(([table, verbs]) => [
      table,
      Object.fromEntries(Object.entries(verbs).map(([name, verb]) => [name, wrap(verb, table, name)])),
    ]),
  ) as unknown as WriteTables

/**
 * Ways a desk could be written wrong. Those named after a factor read, check and then write: the check lies behind
 * them, the write asks for nothing.
 */
export const breakages = {
  /** As it is: the control. */
  none: (store: Store): Store => store,
  otp: (store: Store): Store =>
    withTables(store, (tables) => ({
      ...tables,
      otpKeys: { ...tables.otpKeys, consume: (...given) => always(tables.otpKeys.consume(...given)) },
    })),
  'recovery-code': (store: Store): Store =>
    withTables(store, (tables) => ({
      ...tables,
      recoverySets: { ...tables.recoverySets, consume: (...given) => always(tables.recoverySets.consume(...given)) },
    })),
  'email-token': (store: Store): Store =>
    withTables(store, (tables) => ({
      ...tables,
      emailTokens: { ...tables.emailTokens, consume: (...given) => always(tables.emailTokens.consume(...given)) },
      challenges: { ...tables.challenges, consume: (...given) => always(tables.challenges.consume(...given)) },
    })),
  /** Tries are counted in the transaction of the outcome, and so rolled back with every refusal. */
  'counts-rolled-back': (store: Store): Store =>
    withTables(store, (tables) => ({
      ...tables,
      challenges: { ...tables.challenges, takeTry: async () => true },
      signInTries: { ...tables.signInTries, setOfAddress: async () => undefined, takeFactor: async () => 1 },
    })),
  /** A request is read, then approved whatever became of it meanwhile, each by a commit of its own. */
  request: (store: Store): Store =>
    breakages['no-transactions'](
      withTables(store, (tables) => ({
        ...tables,
        jobs: { ...tables.jobs, move: (id, _from, changes) => tables.jobs.move(id, jobPhases, changes) },
      })),
    ),
  /** Effect and audit row of an account in one commit, its result in the next. */
  'result-apart': (store: Store): Store => ({
    ...store,
    async write(work) {
      const ends: (() => Promise<unknown>)[] = []
      const answer = await store.write((tables) =>
        work({
          ...tables,
          jobRows: {
            ...tables.jobRows,
            end: async (...given) => {
              ends.push(() => store.write((later) => later.jobRows.end(...given)))
              return true
            },
          },
        }),
      )
      for (const end of ends) await end()
      return answer
    },
  }),
  /** Each statement is a commit of its own. */
  'no-transactions': (store: Store): Store => {
    let shape: WriteTables | undefined
    const alone =
      (table: string, name: string): Verb =>
      (...given) =>
        // A part of a transaction is its statements: each of them is alone, so nothing is left to be taken back.
        table === 'savepoints'
          ? (given[0] as () => unknown)()
          : store.write(async (tables) => (tables as unknown as AnyTables)[table]![name]!(...given))
    return {
      ...store,
      async write(work) {
        shape ??= await store.write(async (tables) => tables)
        return work(mapVerbs(shape, (_verb, table, name) => alone(table, name)))
      },
    }
  },
} as const
export type Breakage = keyof typeof breakages

/** Where a process can die: inside a transaction, or right after its commit. */
export type Step = 'statement' | 'commit'

/**
 * @returns the store, `step` run before and after each verb of a transaction, after it was begun and after it was
 *   committed: wherever a process can die and leave something behind
 */
export function withSteps(store: Store, step: (kind: Step) => void): Store {
  const stepping =
    (verb: Verb): Verb =>
    async (...given) => {
      step('statement')
      const answer = await verb(...given)
      step('statement')
      return answer
    }
  return {
    ...store,
    write: async (work) => {
      const answer = await store.write((tables) => {
        step('statement')
        return work(mapVerbs(tables, stepping))
      })
      step('commit')
      return answer
    },
  }
}
