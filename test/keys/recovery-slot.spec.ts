/** The slot of the printed recovery key: what the key is made of, and whom it opens for. */
import { describe, expect, it } from 'vitest'
import { readRecoveryKey } from '../../src-main/engine/recovery-key'
import { makeKeyring, unwrapDataKey } from '../../src-main/keys/keyring'

import { systemRandom } from '../../src-main/random'

const dataKey = Uint8Array.from(systemRandom(32))
const storeId = 'k4qw7tbzabcdefghijklmnopqr'
const keyring = makeKeyring({ dataKey, storeId, random: systemRandom })
const now = Date.UTC(2026, 2, 31)
const make = () => keyring.makeRecoverySlot(now)

describe('makeRecoverySlot', () => {
  it('makes eight groups of four and 160 bits, without I, L, O, U', () => {
    const asked: number[] = []
    const random = (length: number) => (asked.push(length), systemRandom(length))
    const { groups } = makeKeyring({ dataKey, storeId, random }).makeRecoverySlot(now)
    expect(asked[0]).toBe(20)
    expect(groups).toHaveLength(8)
    for (const group of groups) expect(group).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it('makes a row that is not confirmed and holds no part of the key', () => {
    const { groups, row } = make()
    expect(row).toMatchObject({ kind: 'recovery-key', made_at: '2026-03-31T00:00:00.000Z', confirmed_at: null })
    expect(row.id).toMatch(/^[a-z2-7]{26}$/)
    const text = JSON.stringify(row)
    for (const group of groups) expect(text).not.toContain(group)
    expect(text).not.toContain(Buffer.from(dataKey).toString('base64url'))
  })

  it('wraps the data key for the one who holds the paper', () => {
    const { groups, row } = make()
    const secret = readRecoveryKey(groups.join(' ')) ?? new Uint8Array()
    expect(unwrapDataKey('recovery-key', secret, storeId, row.wrapped)).toEqual(dataKey)
    const other = readRecoveryKey(make().groups.join(' ')) ?? new Uint8Array()
    expect(() => unwrapDataKey('recovery-key', other, storeId, row.wrapped)).toThrow(/tampered/)
  })
})
