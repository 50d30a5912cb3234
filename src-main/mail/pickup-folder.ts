/** Mail as files: each letter an .eml in a folder, for sites with no mail server, and for others to fetch and send. */
import { join } from 'node:path'
import { makePrivateFolder, writeDurably } from '../durable-file'
import type { Letter, Mailer, Outcome } from './mailer'
import { composeMessage, unfit } from './message'

/** @returns `2026-03-31T09-00-00-000Z-<id>.eml`: the same for the same letter, so that a second try makes no second file. */
function fileNameOf({ at, messageId }: Letter): string {
  const id = messageId.slice(1, messageId.indexOf('@')).replace(/[^A-Za-z0-9-]/g, '-')
  return `${new Date(at).toISOString().replace(/[:.]/g, '-')}-${id.slice(0, 64)}.eml`
}

/** @param folder made with mode 0700 where it is not there; a link in its place is refused */
export function makePickupFolder(folder: string): Mailer {
  let closed = false

  async function send(letter: Letter): Promise<Outcome> {
    const not = unfit(letter)
    if (not) return not
    if (closed) return { kind: 'put-off', words: 'The desk was closed.' }
    try {
      const name = fileNameOf(letter)
      await makePrivateFolder(folder)
      const path = join(folder, name)
      await writeDurably(path, `${path}.part`, (await composeMessage(letter)).bytes)
      return { kind: 'handed-to-folder', words: name }
    } catch (error) {
      // the message of the system would tell where the data lie
      return { kind: 'put-off', words: (error as NodeJS.ErrnoException).code ?? (error as Error).name }
    }
  }

  return { send, close: () => void (closed = true) }
}
