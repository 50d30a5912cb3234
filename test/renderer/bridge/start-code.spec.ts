/** The start code leaves the address at once and is handed out once. */
import { afterEach, describe, expect, it } from 'vitest'
import { takeStartCode, useStartCode } from '../../../src-renderer/bridge/start-code'

describe('the start code', () => {
  afterEach(() => window.history.replaceState(null, '', '/'))

  it('is off the address before anybody else reads it, and given out once', () => {
    window.history.replaceState(null, '', '/#start=Ab_c-9')
    const entries = window.history.length
    takeStartCode()
    expect(window.location.hash).toBe('')
    expect(window.history.length).toBe(entries)
    expect(useStartCode()).toBe('Ab_c-9')
    expect(useStartCode()).toBeNull()
  })

  it('is nothing but a start code: a page keeps its address', () => {
    window.history.replaceState(null, '', '/#/accounts')
    takeStartCode()
    expect(window.location.hash).toBe('#/accounts')
    expect(useStartCode()).toBeNull()
  })
})
