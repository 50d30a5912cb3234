/** M8: Close before Save, Copy or Print asks once. */
import { describe, expect, it } from 'vitest'
import { makeCloseGate } from '../../../src-renderer/components/recovery/close-gate'

describe('makeCloseGate', () => {
  it('asks the first time and closes the second', () => {
    const gate = makeCloseGate()
    expect(gate.press()).toBe('ask')
    expect(gate.press()).toBe('close')
  })

  it.each(['saved', 'copied', 'printed', 'stated'] as const)('does not ask once the codes were %s', (how) => {
    const gate = makeCloseGate()
    gate.take(how)
    expect(gate.press()).toBe('close')
  })

  it('asks anew for every set', () => {
    makeCloseGate().take('saved')
    expect(makeCloseGate().press()).toBe('ask')
  })
})
