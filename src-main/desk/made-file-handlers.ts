/** The handlers that every group which makes files shares: make with its audit row, progress, cancel, parts. */
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import { act } from './act'
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

/**
 * @param kind - group of the contract
 * @param build - writes the file that `plan` describes, in slices; no transaction is open.
 * @returns handlers of `make`, `progress`, `cancel` and `part`. The audit row of `make` holds name, size and SHA-256,
 *   and what `build` answers: how many rows, by which filter.
 */
export function madeFileHandlers<P>(
  kind: string,
  files: MadeFiles,
  build: (call: Call, plan: P, writer: FileWriter) => Promise<Detail>,
) {
  const write = act<ForFile, undefined, undefined, Detail>({
    judge: async (call, { fileId }) => {
      const { built, ...written } = await files.write<P, Detail>(fileId, (plan, writer) => build(call, plan, writer))
      return { ...written, ...built }
    },
    settle: async (_tables, _call, { fileId }, detail) => {
      files.demandWanted(fileId)
      return { reply: undefined, row: { detail } }
    },
  })

  return {
    async make(handed: Handed<ForFile>): Promise<MadeFileProgress> {
      const { input, context } = handed
      // Before anything can fail: a second call about the same file must not take it away from the first.
      await files.claim(kind, input.fileId, actorOf(context.call).id)
      try {
        await write(handed)
      } catch (error) {
        await files.giveUp(input.fileId)
        throw error
      }
      return files.release(input.fileId)
    },
    progress: ({ input, context: { call } }: Handed<ForFile>) => files.progress(kind, input.fileId, actorOf(call).id),
    async cancel({ input, context: { call } }: Handed<ForFile>) {
      await files.cancel(kind, input.fileId, actorOf(call).id)
      return {}
    },
    part: ({ input, context: { call } }: Handed<ForFile & { readonly from: number }>) =>
      files.part(kind, input.fileId, actorOf(call).id, input.from),
  }
}
