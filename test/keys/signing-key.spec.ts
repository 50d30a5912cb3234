/** The signing key: sealed to its row, one key for ever once made, and a signature that anybody's Ed25519 takes. */
import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { anchorText, cutText, readAnchorLine } from '../../src-main/engine/signed-text'
import { makeKeyring } from '../../src-main/keys/keyring'
import {
  ensureSigningKey,
  fingerprintOf,
  isSignedBy,
  makeSigningKey,
  openSigningKey,
  type SigningKeyRow,
} from '../../src-main/keys/signing-key'
import { systemRandom as random } from '../../src-main/random'

const now = Date.UTC(2026, 10, 24, 14, 10)
const ringOf = (storeId = 's'.repeat(26)) => makeKeyring({ dataKey: random(32), storeId, random })

function keyTable() {
  const rows: SigningKeyRow[] = []
  const insert = async (row: SigningKeyRow): Promise<void> => void rows.push(row)
  return { rows, tables: { signingKeys: { newest: async () => rows.at(-1) ?? null, insert } } }
}

test('the key is made at first need and is the same ever after', async () => {
  const keyring = ringOf()
  const { rows, tables } = keyTable()
  const first = await ensureSigningKey(tables, { keyring, random, now })
  const second = await ensureSigningKey(tables, { keyring, random, now: now + 1 })
  expect(rows).toHaveLength(1)
  expect(second).toMatchObject({ keyId: first.keyId, publicKey: first.publicKey, fingerprint: first.fingerprint })
  expect(first.fingerprint).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/)
  expect(fingerprintOf(first.publicKey)).toBe(first.fingerprint)
})

test('a signature is taken by plain Ed25519 over the same bytes, and by no other key, text or spelling', () => {
  const keyring = ringOf()
  const key = openSigningKey(keyring, makeSigningKey({ keyring, random, now }))
  const other = openSigningKey(keyring, makeSigningKey({ keyring, random, now }))
  const text = anchorText({ store: 'a', no: 64, hash: '森', at: '2026-11-24T14:10:00.000Z', key: key.keyId })
  const signature = key.sign(text)
  const jwk = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' })
  expect(verify(null, Buffer.from(text), jwk, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(isSignedBy(key.publicKey, text, signature)).toBe(true)
  expect(isSignedBy(key.publicKey, Buffer.from(text), signature)).toBe(true)
  expect(isSignedBy(other.publicKey, text, signature)).toBe(false)
  expect(isSignedBy(key.publicKey, text.replace('64', '65'), signature)).toBe(false)
  expect(isSignedBy(key.publicKey, text, `${signature}=`)).toBe(false)
  expect(isSignedBy('', text, signature)).toBe(false)
  expect(isSignedBy(key.publicKey, text, '')).toBe(false)
})

test('a row with another public key, another id or of another store does not open', () => {
  const keyring = ringOf()
  const row = makeSigningKey({ keyring, random, now })
  const other = makeSigningKey({ keyring, random, now })
  expect(() => openSigningKey(keyring, { ...row, public_key: other.public_key })).toThrow('tampered')
  expect(() => openSigningKey(keyring, { ...row, id: other.id })).toThrow('tampered')
  expect(() => openSigningKey(ringOf('t'.repeat(26)), row)).toThrow('tampered')
})

test('what is signed begins with its purpose and keeps its fields apart', () => {
  const cut = {
    ...{ from_no: 1, to_no: 9, before: 'b', last_hash: 'h', last_at: 'l', file_sha256: 'f' },
    ...{ cut_at: 'c', actor_name: 'A\ud800', key_id: 'k' },
  }
  expect(JSON.parse(cutText('s', cut))).toEqual(['mfa-desk cut 1', 's', 1, 9, 'b', 'h', 'l', 'f', 'c', 'A\ufffd', 'k'])
  expect(JSON.parse(anchorText({ store: 's', no: 1, hash: 'h', at: 'a', key: 'k' }))[0]).toBe('mfa-desk anchor 1')
})

test.each([
  '',
  '{',
  '[]',
  'null',
  '7',
  '{"store":"s"}',
  '{"store":"s","no":0,"hash":"h","at":"a","key":"k","signature":"x"}',
])('the line %j is no anchor', (line) => {
  expect(readAnchorLine(line)).toBeNull()
})
