/** Asks on the terminal for the printed recovery key, where the key file of a store is gone. */
import { createInterface } from 'node:readline/promises'

/**
 * The answer is not echoed: it opens the store.
 * @param input where it is typed, `output` where the question stands; both of a terminal
 * @returns what was typed, or null where there is no terminal to ask at
 */
export async function askRecoveryKey(
  storeName: string,
  { input, output }: { input: NodeJS.ReadStream; output: NodeJS.WriteStream } = {
    input: process.stdin,
    output: process.stderr,
  },
): Promise<string | null> {
  if (!input.isTTY) return null
  output.write(`The key file of store ${storeName} is missing or another's.\n`)
  output.write('With the printed recovery key a new key file is made. Empty: leave everything as it is.\n')
  output.write('Recovery key: ')
  // readline writes back what is typed unless its output is a terminal of no size
  const typing = createInterface({ input, terminal: true, historySize: 0 })
  try {
    return await typing.question('')
  } catch {
    return null
  } finally {
    typing.close()
    output.write('\n')
  }
}
