/** The otpauth address, read back the way an app reads it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OtpKey } from '../../src-main/engine/otp'
import { otpauthUri } from '../../src-main/engine/otpauth-uri'
import { base32Bytes } from '../oracles/totp'

const key: OtpKey = {
  secret: Uint8Array.from(Buffer.from('12345678901234567890')),
  algorithm: 'SHA-1',
  digits: 6,
  periodSeconds: 30,
}

function read(uri: string) {
  const url = new URL(uri)
  const [issuer, account, ...rest] = url.pathname.replace(/^\//, '').split(':').map(decodeURIComponent)
  return { type: `${url.protocol}//${url.host}`, issuer, account, rest, query: Object.fromEntries(url.searchParams) }
}

describe('otpauthUri', () => {
  it('is what an app expects (M4)', () => {
    expect(otpauthUri({ issuer: 'MFA Desk', accountName: 'tanaka+1@corp.example', key })).toBe(
      'otpauth://totp/MFA%20Desk:tanaka%2B1%40corp.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
        '&issuer=MFA%20Desk&algorithm=SHA1&digits=6&period=30',
    )
  })

  it('carries algorithm, digits and period of the key', () => {
    const imported: OtpKey = { secret: key.secret, algorithm: 'SHA-512', digits: 8, periodSeconds: 60 }
    const { query } = read(otpauthUri({ issuer: 'a', accountName: 'b', key: imported }))
    expect(query).toMatchObject({ algorithm: 'SHA512', digits: '8', period: '60' })
  })

  it('a colon cannot move the border between issuer and account', () => {
    const { issuer, account, rest } = read(otpauthUri({ issuer: 'a:b', accountName: 'c:d', key }))
    expect([issuer, account, rest]).toEqual(['a-b', 'c-d', []])
  })

  it('comes back whole for any name and key', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => text.replaceAll(':', ''))
    fc.assert(
      fc.property(name, name, fc.uint8Array({ minLength: 10, maxLength: 64 }), (issuer, accountName, secret) => {
        const parts = read(otpauthUri({ issuer, accountName, key: { ...key, secret } }))
        expect(parts).toMatchObject({ type: 'otpauth://totp', issuer: issuer.toWellFormed(), rest: [] })
        expect(parts.account).toBe(accountName.toWellFormed())
        expect(parts.query['issuer']).toBe(issuer.toWellFormed())
        expect(base32Bytes(parts.query['secret'] ?? '')).toEqual(Uint8Array.from(secret))
      }),
    )
  })
})
