/** Sealed values: they open where they were made, whole, and nowhere else. */
import fc from 'fast-check'
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal, type SealedPlace } from '../../src-main/keys/seal'
import { systemRandom } from '../../src-main/random'

const key = systemRandom(32)
const keyId = '0a1b2c3d4e5f'
const place: SealedPlace = { storeId: 'store', table: 'otp_keys', column: 'sealed', row: 'row-1' }
const how = { key, keyId, place, random: systemRandom }
const plain = Uint8Array.from(Buffer.from('12345678901234567890'))
const sealed = seal(how, plain)
const tampered = expect.objectContaining({ code: 'tampered' })
const opened = (value: string, at = {}, under = {}) =>
  unseal({ key, keyId, place: { ...place, ...at }, ...under }, value)

describe('seal', () => {
  it('writes v1.<key id>.<nonce>.<ciphertext>.<tag>: 12 bytes, the length of the value, 16 bytes', () => {
    const [version, id, ...parts] = sealed.split('.')
    expect([version, id]).toEqual(['v1', keyId])
    expect(parts.map((part) => Buffer.from(part, 'base64url').length)).toEqual([12, 20, 16])
    expect(sealed).toMatch(/^[\w.-]+$/)
  })

  it('draws a nonce for each value', () => {
    const asked: number[] = []
    const random = (length: number) => (asked.push(length), systemRandom(length))
    const two = [seal({ ...how, random }, plain), seal({ ...how, random }, plain)]
    expect(asked).toEqual([12, 12])
    expect(two[0]).not.toBe(two[1])
  })

  it('is AES-256-GCM over the place, as another reader would open it', () => {
    const [, , nonce = '', ciphertext = '', tag = ''] = sealed.split('.')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(`["mfa-desk","v1","${keyId}","store","otp_keys","sealed","row-1"]`))
    decipher.setAuthTag(Buffer.from(tag, 'base64url'))
    const bytes = Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64url')), decipher.final()])
    expect(Uint8Array.from(bytes)).toEqual(plain)
  })

  it('comes back whole, whatever it holds and wherever it stands', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 })
    const anywhere = fc.record({ storeId: text, table: text, column: text, row: text })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), anywhere, (bytes, at) => {
        expect(unseal({ key, keyId, place: at }, seal({ ...how, place: at }, bytes))).toEqual(Uint8Array.from(bytes))
      }),
    )
  })
})

describe('unseal', () => {
  it.each(['storeId', 'table', 'column', 'row'] as const)('refuses a value moved to another %s', (part) => {
    expect(opened(sealed)).toEqual(plain)
    expect(() => opened(sealed, { [part]: `${place[part]}x` })).toThrow(tampered)
    expect(() => opened(sealed, { [part]: '' })).toThrow(tampered)
  })

  it('does not let a name slide into its neighbour', () => {
    expect(() => opened(sealed, { table: 'otp_keyssealed', column: '' })).toThrow(tampered)
    expect(() => opened(sealed, { table: 'otp_keys","sealed', column: 'x' })).toThrow(tampered)
  })

  it('refuses another key, and another key id over the same key', () => {
    expect(() => opened(sealed, {}, { key: systemRandom(32) })).toThrow(tampered)
    expect(() => opened(sealed, {}, { keyId: 'ffffffffffff' })).toThrow(tampered)
    expect(() => opened(sealed.replace(keyId, 'ffffffffffff'), {}, { keyId: 'ffffffffffff' })).toThrow(tampered)
  })

  it('finds every flipped bit of nonce, ciphertext and tag', () => {
    const parts = sealed.split('.')
    for (const part of [2, 3, 4]) {
      const bytes = Buffer.from(parts[part] ?? '', 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Uint8Array.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const text = parts.with(part, Buffer.from(flipped).toString('base64url')).join('.')
        expect(() => opened(text)).toThrow(tampered)
      }
    }
  })

  it('finds every character changed, put in or taken out, also where the bytes would stay the same', () => {
    const character = fc.constantFrom(...'ABCabc019-_.=+/ \n', '\u0000', 'é')
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), character, fc.nat({ max: 1 }), (at, one, taken) => {
        const text = sealed.slice(0, at) + one + sealed.slice(at + taken)
        fc.pre(text !== sealed)
        expect(() => opened(text)).toThrow(tampered)
      }),
      { numRuns: 500 },
    )
    for (let at = 0; at < sealed.length; at += 1) {
      expect(() => opened(sealed.slice(0, at) + sealed.slice(at + 1))).toThrow(tampered)
    }
  })

  it('wants all 16 bytes of the tag, where Node left to itself takes four', () => {
    const [version, id, nonce, ciphertext, tag = ''] = sealed.split('.')
    for (const length of [0, 4, 8, 12, 13, 14, 15]) {
      const short = Buffer.from(tag, 'base64url').subarray(0, length).toString('base64url')
      expect(() => opened([version, id, nonce, ciphertext, short].join('.'))).toThrow(tampered)
    }
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(nonce ?? '', 'base64url'), { authTagLength: 4 })
    cipher.setAAD(Buffer.from(`["mfa-desk","v1","${keyId}","store","otp_keys","sealed","row-1"]`))
    const bytes = Buffer.concat([cipher.update(plain), cipher.final()])
    const weak = [version, id, nonce, bytes.toString('base64url'), cipher.getAuthTag().toString('base64url')]
    expect(() => opened(weak.join('.'))).toThrow(tampered)
  })

  it.each(['', '.', '....', 'v1', 'v2' + sealed.slice(2), `${sealed}.`, `${sealed}.x`, `.${sealed}`, 'null'])(
    'refuses %j',
    (text) => {
      expect(() => opened(text)).toThrow(tampered)
    },
  )
})
