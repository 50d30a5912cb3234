/** An import walked through at a desk as the page walks it: open, check, wait for the preview. */
import { setImmediate } from 'node:timers/promises'
import { ORPCError } from '@orpc/client'
import type { Desk } from '../../src-preload/contract'
import type { ImportField, ImportLine, ImportProgress } from '../../src-preload/contract/imports'
import { outside } from '../doubles/store-outside'
import { password, type TestDesk } from '../doubles/test-desk'

export const csvFile = (text: string | Uint8Array<ArrayBuffer>, name = 'accounts.csv'): File => new File([text], name)

export interface Checked {
  readonly importId: string
  readonly progress: ImportProgress
}

/** Waits until nothing runs any more, turn by turn of the event loop. */
export async function settled(desk: Desk, importId: string): Promise<ImportProgress> {
  for (;;) {
    const progress = await desk.imports.progress({ importId })
    if (progress.phase !== 'checking' && progress.phase !== 'writing') return progress
    await setImmediate()
  }
}

/** Opens `file` and checks it with the columns as guessed, or as given. */
export async function checked(
  desk: Desk,
  file: File,
  over: { columns?: (ImportField | null)[]; matchBy?: 'email' | 'user-name'; update?: boolean } = {},
): Promise<Checked> {
  const { importId, columns, matchBy } = await desk.imports.open({ file })
  await desk.imports.check({ importId, columns: columns.map(({ guess }) => guess), matchBy, update: true, ...over })
  return { importId, progress: await settled(desk, importId) }
}

export const linesOf = async (desk: Desk, importId: string, only: 'all' | 'refused' = 'all'): Promise<ImportLine[]> =>
  (await desk.imports.lines({ importId, only, from: 0, limit: 200 })).lines

/** @returns code and data of the fault that `call` ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return { code: String(error.code), data: error.data as unknown }
    throw error
  }
  throw new Error('the call was not refused')
}

/** The same, and what is good of it written. */
export async function written(
  desk: Desk,
  file: File,
  over: Parameters<typeof checked>[2] = {},
): Promise<ImportProgress> {
  const { importId } = await checked(desk, file, over)
  await desk.session.stepUp({ password })
  return desk.imports.apply({ importId })
}

/** The accounts as they stand, but for what counts up. */
export const accountsIn = (test: Pick<TestDesk, 'file'>): Record<string, unknown>[] =>
  outside(
    test,
    (db) =>
      db
        .prepare(
          `select email, name, user_name, department, phone, second_email, language, role, enabled, policy, policy_own,
         grace_until, state, email_unverified from accounts order by email`,
        )
        .all() as Record<string, unknown>[],
  )
