/** The zip of papers: 7-Zip opens it with its passphrase and with no other, and finds each file as it was given. */
import { describe, expect, it } from 'vitest'
import { makePassphrase } from '../../src-main/engine/passphrase'
import { writeLockedZip, type LockedFile } from '../../src-main/papers/locked-zip'
import { systemRandom } from '../../src-main/random'
import { listed, unpackWith } from '../oracles/seven-zip'

const passphrase = makePassphrase(systemRandom)
const given: LockedFile[] = [
  { name: 'WhaTap-recovery-codes-haruka@corp.example-1.txt', text: 'ABCD-EFGH-JKMN-PQRS\r\n'.repeat(10) },
  { name: '営業ポータル-recovery-codes-田中-12.txt', text: '名前: 田中 太郎\r\n' },
  { name: 'WhaTap-enrolment-sheet-김민준@corp.example.json', text: '{"kind":"enrolment-sheet"}' },
]

async function zipOf(files: readonly LockedFile[]): Promise<Buffer> {
  const parts: Uint8Array[] = []
  async function* each() {
    yield* files
  }
  const write = async (bytes: Uint8Array) => void parts.push(Uint8Array.from(bytes))
  const count = await writeLockedZip({ files: each(), passphrase, at: '2026-03-31T09:00:00.000Z', write })
  expect(count).toBe(files.length)
  return Buffer.concat(parts)
}

describe('a zip of papers', () => {
  it('is opened by 7-Zip with its passphrase, each file as it was given', async () => {
    const { files, said } = await unpackWith(await zipOf(given), passphrase)
    expect(said).toContain('Everything is Ok')
    expect([...files].map(([name, bytes]) => ({ name, text: bytes.toString('utf8') }))).toEqual(
      expect.arrayContaining(given),
    )
    expect(files.size).toBe(given.length)
  })

  it.each([
    ['another', makePassphrase(systemRandom)],
    ['its first five words', passphrase.split('-').slice(0, 5).join('-')],
    ['its words with blanks', passphrase.replaceAll('-', ' ')],
    ['none', ''],
  ])('is not opened with %s', async (_what, wrong) => {
    const { files, said } = await unpackWith(await zipOf(given), wrong)
    expect(said).toMatch(/wrong password/i)
    for (const { name, text } of given) expect(files.get(name)?.toString('utf8') ?? '').not.toBe(text)
  })

  it('is encrypted by AES-256, every file, and holds none of it in clear', async () => {
    const zip = await zipOf(given)
    const said = await listed(zip)
    expect(said.match(/^Method = AES-256 /gm)).toHaveLength(given.length)
    expect(said.match(/^Encrypted = \+$/gm)).toHaveLength(given.length)
    for (const { text } of given) expect(zip.includes(text.slice(0, 15))).toBe(false)
  })

  it('tells a changed byte: what was altered does not come out as if it were whole', async () => {
    const zip = await zipOf(given.slice(0, 1))
    const at = zip.indexOf(Buffer.from('haruka@corp.example-1.txt')) + 100
    zip.writeUInt8(zip.readUInt8(at) ^ 1, at)
    expect((await unpackWith(zip, passphrase)).said).toMatch(/CRC Failed|Data Error|HMAC/i)
  })
})
