/** The handlers that every group which makes files shares: make with its audit row, progress, cancel, parts. */
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import { act, type WriteTables } from './act'
import type { Detail } from './audit-row'
import { actorOf, type Call } from './call'
import type { FileWriter, MadeFiles } from './made-files'

interface Handed<I> {
  readonly input: I
  readonly context: { readonly call: Call }
}
interface ForFile {
  readonly fileId: string
}

/** What a group does to make a file; `K` is what it keeps from building it for the rest. */
export interface Maker<P, K> {
  /** Writes the file that `plan` describes, in slices; no transaction is open. @returns also what its audit row says */
  readonly build: (call: Call, plan: P, writer: FileWriter) => Promise<{ readonly detail: Detail; readonly kept: K }>
  /** In the transaction of its audit row: what must not be done where there is no file. */
  readonly settle?: (tables: WriteTables, call: Call, kept: K) => Promise<void>
}

/**
 * @param kind - group of the contract
 * @returns the handler of `make`, which also answers with what `build` kept. Its audit row holds name, size and SHA-256,
 *   and what `build` says: how many rows, by which filter.
 */
export function makeHandler<P, K>(kind: string, files: MadeFiles, { build, settle }: Maker<P, K>) {
  const write = act<ForFile, K, undefined, { readonly detail: Detail; readonly kept: K }>({
    judge: async (call, { fileId }) => {
      const { built, ...written } = await files.write(fileId, (plan: P, writer) => build(call, plan, writer))
      return { detail: { ...written, ...built.detail }, kept: built.kept }
    },
    settle: async (tables, call, { fileId }, { detail, kept }) => {
      files.demandWanted(fileId)
      await settle?.(tables, call, kept)
      return { reply: kept, row: { detail } }
    },
  })
  return async (handed: Handed<ForFile>): Promise<{ progress: MadeFileProgress; kept: K }> => {
    const { input, context } = handed
    // Before anything can fail: a second call about the same file must not take it away from the first.
    await files.claim(kind, input.fileId, actorOf(context.call).id)
    try {
      const kept = await write(handed)
      return { progress: files.release(input.fileId), kept }
    } catch (error) {
      await files.giveUp(input.fileId)
      throw error
    }
  }
}

/** @returns the handlers of `progress`, `cancel` and `part` */
export const heldFileHandlers = (kind: string, files: MadeFiles) => ({
  progress: ({ input, context: { call } }: Handed<ForFile>) => files.progress(kind, input.fileId, actorOf(call).id),
  async cancel({ input, context: { call } }: Handed<ForFile>) {
    await files.cancel(kind, input.fileId, actorOf(call).id)
    return {}
  },
  part: ({ input, context: { call } }: Handed<ForFile & { readonly from: number }>) =>
    files.part(kind, input.fileId, actorOf(call).id, input.from),
})

/**
 * For a group whose files come with nothing but themselves.
 * @param build - answers with what the audit row says
 * @returns handlers of `make`, `progress`, `cancel` and `part`
 */
export function madeFileHandlers<P>(
  kind: string,
  files: MadeFiles,
  build: (call: Call, plan: P, writer: FileWriter) => Promise<Detail>,
) {
  const make = makeHandler<P, undefined>(kind, files, {
    build: async (call, plan, writer) => ({ detail: await build(call, plan, writer), kept: undefined }),
  })
  return {
    make: async (handed: Handed<ForFile>): Promise<MadeFileProgress> => (await make(handed)).progress,
    ...heldFileHandlers(kind, files),
  }
}
