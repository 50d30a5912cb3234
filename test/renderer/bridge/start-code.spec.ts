/** The start code leaves the address at once and is kept until the desk has answered to it. */
import { afterEach, describe, expect, it } from 'vitest'
import { spendStartCode, startCode, takeStartCode } from '../../../src-renderer/bridge/start-code'

describe('the start code', () => {
  afterEach(() => window.history.replaceState(null, '', '/'))

  it('is off the address before anybody else reads it, and kept until it is spent', () => {
    window.history.replaceState(null, '', '/#start=Ab_c-9')
    const entries = window.history.length
    takeStartCode()
    expect(window.location.hash).toBe('')
    expect(window.history.length).toBe(entries)
    expect([startCode(), startCode()]).toEqual(['Ab_c-9', 'Ab_c-9'])
    spendStartCode()
    expect(startCode()).toBeNull()
  })

  it('is nothing but a start code: a page keeps its address', () => {
    window.history.replaceState(null, '', '/#/accounts')
    takeStartCode()
    expect(window.location.hash).toBe('#/accounts')
    expect(startCode()).toBeNull()
  })
})
