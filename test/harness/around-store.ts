/** What is put around a store: to break its one-time verbs, or to die between any two of its statements. */
import type { Store, WriteTables } from '../../src-main/store/store'

/** What a desk would do that reads, checks and then writes: the check lies behind it, the write asks for nothing. */
export const breakages = {
  /** No desk at all is broken: the control. */
  none: (tables: WriteTables): WriteTables => tables,
  otp: (tables: WriteTables): WriteTables => ({
    ...tables,
    otpKeys: { ...tables.otpKeys, consume: async (...given) => always(tables.otpKeys.consume(...given)) },
  }),
  'recovery-code': (tables: WriteTables): WriteTables => ({
    ...tables,
    recoverySets: {
      ...tables.recoverySets,
      consume: async (...given) => always(tables.recoverySets.consume(...given)),
    },
  }),
  'email-token': (tables: WriteTables): WriteTables => ({
    ...tables,
    emailTokens: { ...tables.emailTokens, consume: async (...given) => always(tables.emailTokens.consume(...given)) },
    challenges: { ...tables.challenges, consume: async (...given) => always(tables.challenges.consume(...given)) },
  }),
} as const
export type Breakage = keyof typeof breakages

async function always(work: Promise<boolean>): Promise<true> {
  await work
  return true
}

/** @returns the store, with the tables of every transaction as `change` makes them. */
export const withTables = (store: Store, change: (tables: WriteTables) => WriteTables): Store => ({
  ...store,
  write: (work) => store.write((tables) => work(change(tables))),
})

type Verbs = Record<string, (...given: unknown[]) => unknown>

/**
 * @returns the store, `step` run before and after each verb of a transaction, after it was begun and after it was
 *   committed: wherever a process can die and leave something behind
 */
export function withSteps(store: Store, step: () => void): Store {
  const stepping = (verbs: Verbs): Verbs =>
    Object.fromEntries(
      Object.entries(verbs).map(([name, verb]) => [
        name,
        async (...given: unknown[]) => {
          step()
          const answer = await verb(...given)
          step()
          return answer
        },
      ]),
    )
  const tablesOf = (tables: WriteTables): WriteTables =>
    Object.fromEntries(
      Object.entries(tables).map(([name, verbs]) => [name, stepping(verbs as unknown as Verbs)]),
    ) as unknown as WriteTables
  return {
    ...store,
    write: async (work) => {
      const answer = await store.write((tables) => {
        step()
        return work(tablesOf(tables))
      })
      step()
      return answer
    },
  }
}
