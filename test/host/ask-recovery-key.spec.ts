/** The question for the printed key: only at a terminal, and what is typed is not written back. */
import { PassThrough } from 'node:stream'
import type { ReadStream, WriteStream } from 'node:tty'
import { describe, expect, it } from 'vitest'
import { askRecoveryKey } from '../../src-main/host/ask-recovery-key'

const streams = (isTTY: boolean) => {
  const input = Object.assign(new PassThrough(), { isTTY }) as unknown as ReadStream & PassThrough
  const output = new PassThrough()
  const shown: string[] = []
  output.on('data', (text) => shown.push(String(text)))
  return { input, output: output as unknown as WriteStream, shown }
}

describe('the recovery key at the terminal', () => {
  it('is asked for by the name of the store, taken as typed, and never shown', async () => {
    const { input, output, shown } = streams(true)
    const answer = askRecoveryKey('K4QW-7TBZ', { input, output })
    input.write('abcd efgh\n')
    expect(await answer).toBe('abcd efgh')
    expect(shown.join('')).toContain('K4QW-7TBZ')
    expect(shown.join('')).not.toContain('abcd')
  })

  it('is not asked for where nobody could type', async () => {
    const { input, output, shown } = streams(false)
    expect(await askRecoveryKey('K4QW-7TBZ', { input, output })).toBeNull()
    expect(shown).toEqual([])
  })
})
