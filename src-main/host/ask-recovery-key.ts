/** Asks on the terminal for the printed recovery key: where the key file of a store is gone, or an administrator is locked out. */
import { createInterface } from 'node:readline/promises'

export interface Terminal {
  /** Where it is typed. */
  readonly input: NodeJS.ReadStream
  /** Where the question stands. */
  readonly output: NodeJS.WriteStream
}

export const ownTerminal: Terminal = { input: process.stdin, output: process.stderr }

/**
 * The answer is not echoed: it opens the store.
 * @param told what is said before the question, line by line
 * @returns what was typed, or null where there is no terminal to ask at, or the question was cut short
 */
export async function askUnseen(told: readonly string[], { input, output }: Terminal): Promise<string | null> {
  if (!input.isTTY) return null
  // readline writes back what is typed unless its output is a terminal of no size
  const typing = createInterface({ input, terminal: true, historySize: 0 })
  try {
    // listened to before it is asked for: until then the terminal itself writes back whatever is typed
    const answer = typing.question('')
    output.write([...told, 'Recovery key: '].join('\n'))
    return await answer
  } catch {
    return null
  } finally {
    typing.close()
    output.write('\n')
  }
}

/** Where the key file of the store is gone. @returns as `askUnseen` */
export const askRecoveryKey = (storeName: string, terminal: Terminal = ownTerminal): Promise<string | null> =>
  askUnseen(
    [
      `The key file of store ${storeName} is missing or another's.`,
      'With the printed recovery key a new key file is made. Empty: leave everything as it is.',
    ],
    terminal,
  )
