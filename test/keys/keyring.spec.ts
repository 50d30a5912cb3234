/** The keys of an open store: one key per use, one ring per store. */
import { hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeKeyring, unwrapDataKey } from '../../src-main/keys/keyring'
import { systemRandom } from '../../src-main/random'

const dataKey = Uint8Array.from(Buffer.alloc(32, 3))
const storeId = 'abcdefghijklmnopqrstuvwxyz'
const ring = makeKeyring({ dataKey, storeId, random: systemRandom })
const place = { table: 'otp_keys', column: 'sealed', row: 'a' }
const plain = Uint8Array.from([1, 2, 3])
const tampered = expect.objectContaining({ code: 'tampered' })

describe('makeKeyring', () => {
  it('opens what it sealed, also after it was made anew from the same data key', () => {
    const sealed = ring.seal(place, plain)
    expect(ring.unseal(place, sealed)).toEqual(plain)
    expect(makeKeyring({ dataKey, storeId, random: systemRandom }).unseal(place, sealed)).toEqual(plain)
  })

  it('opens nothing of another place, another store or another data key', () => {
    const sealed = ring.seal(place, plain)
    for (const moved of [{ table: 'passwords' }, { column: 'id' }, { row: 'b' }]) {
      expect(() => ring.unseal({ ...place, ...moved }, sealed)).toThrow(tampered)
    }
    const elsewhere = makeKeyring({ dataKey, storeId: storeId.replace('a', '2'), random: systemRandom })
    expect(() => elsewhere.unseal(place, sealed)).toThrow(tampered)
    const otherKey = makeKeyring({ dataKey: systemRandom(32), storeId, random: systemRandom })
    expect(() => otherKey.unseal(place, sealed)).toThrow(tampered)
  })

  it('derives sub-keys by HKDF-SHA-256, one per use and store, none of them the data key', () => {
    const expected = hkdfSync('sha256', dataKey, storeId, 'mfa-desk v1 sub-key recovery-codes', 32)
    expect(ring.subKey('recovery-codes')).toEqual(new Uint8Array(expected))
    expect(ring.subKey('recovery-codes')).toBe(ring.subKey('recovery-codes'))
    expect(ring.subKey('recovery-codes')).not.toEqual(dataKey)
    const elsewhere = makeKeyring({ dataKey, storeId: storeId.replace('a', '2'), random: systemRandom })
    expect(elsewhere.subKey('recovery-codes')).not.toEqual(ring.subKey('recovery-codes'))
  })

  it('shows nothing of the data key', () => {
    expect(JSON.stringify(ring)).toBe(JSON.stringify({ storeId }))
    expect(Object.values(ring).some((value) => value instanceof Uint8Array)).toBe(false)
  })
})

describe('makeSlot and unwrapDataKey', () => {
  const secret = systemRandom(32)
  const { wrapped, ...row } = ring.makeSlot('key-file', secret, Date.UTC(2026, 2, 31))

  it('make a row that is confirmed at once, but for a printed key', () => {
    const at = '2026-03-31T00:00:00.000Z'
    expect(row).toMatchObject({ kind: 'key-file', made_at: at, confirmed_at: at })
    expect(ring.makeSlot('recovery-key', secret, 0).confirmed_at).toBeNull()
  })

  it('go round', () => {
    expect(unwrapDataKey('key-file', secret, storeId, wrapped)).toEqual(dataKey)
  })

  it('are bound to secret, kind and store', () => {
    expect(() => unwrapDataKey('key-file', systemRandom(32), storeId, wrapped)).toThrow(tampered)
    expect(() => unwrapDataKey('recovery-key', secret, storeId, wrapped)).toThrow(tampered)
    expect(() => unwrapDataKey('key-file', secret, storeId.replace('a', '2'), wrapped)).toThrow(tampered)
    const asOther = wrapped.replace('v1.key-file', 'v1.recovery-key')
    expect(() => unwrapDataKey('recovery-key', secret, storeId, asOther)).toThrow(tampered)
  })
})
