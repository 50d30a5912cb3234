/** Whatever a call rejects with becomes one typed fault. */
import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { Cancelled, faultOf } from '../../../src-renderer/bridge/fault'
import { DoorClosed } from '../../../src-renderer/bridge/fetch-door'

describe('a rejection', () => {
  it('with a code of the contract keeps code and data', () => {
    const error = new ORPCError('session-ended', { status: 401, data: { cause: 'idle' } })
    expect(faultOf(error)).toEqual({ code: 'session-ended', data: { cause: 'idle' } })
  })

  it.each([401, 403, 404, 421])('with status %i and no code of ours is a door that is closed', (status) => {
    expect(faultOf(new ORPCError('MALFORMED_ORPC_ERROR_RESPONSE', { status })).code).toBe('door-closed')
  })

  it('of a desk that is gone is a door that is closed', () => {
    expect(faultOf(new DoorClosed()).code).toBe('door-closed')
    expect(faultOf(new DOMException('port closed', 'AbortError')).code).toBe('door-closed')
  })

  it('does not take a word every object knows for a code', () => {
    expect(faultOf(new ORPCError('constructor', { status: 500 })).code).toBe('internal')
  })

  it('by the person is no fault to show', () => {
    expect(faultOf(new Cancelled()).code).toBe('cancelled')
  })

  it('with anything else is internal', () => {
    for (const thrown of [new Error('x'), new TypeError('bug'), 'text', null, undefined, { code: 'busy' }])
      expect(faultOf(thrown).code).toBe('internal')
  })
})
