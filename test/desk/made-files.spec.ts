/** Made files: whole and hashed for their owner alone, nothing of them before they are made, nothing after they are dropped. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { partBytesMost } from '../../src-preload/contract/made-files'
import { makeMadeFiles, type FileWriter, type MadeFiles } from '../../src-main/desk/made-files'
import { Fault } from '../../src-main/fault'
import { systemRandom as random } from '../../src-main/random'

let under: string
let folder: string
let now: number
let files: MadeFiles

const make = () => makeMadeFiles({ folder, clock: () => now, random })

beforeEach(() => {
  under = mkdtempSync(join(tmpdir(), 'mfa-desk-made-'))
  onTestFinished(() => rmSync(under, { recursive: true, force: true }))
  folder = join(under, 'made')
  now = 0
  files = make()
  onTestFinished(() => files.close())
})

const wanted = { kind: 'reports', ownerId: 'olga', name: 'a.csv', type: 'text/csv', total: 3, plan: 'all' }
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  )
const inFolder = (): string[] => (existsSync(folder) ? readdirSync(folder) : [])

async function made(bytes: Uint8Array | string): Promise<string> {
  const id = await files.prepare(wanted)
  await files.claim('reports', id, 'olga')
  await files.write<string, void>(id, (_plan, writer) => writer.write(bytes))
  files.release(id)
  return id
}

async function readBack(id: string): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let more = true, from = 0; more;) {
    const reply = await files.part('reports', id, 'olga', from)
    expect(reply.part.size).toBeLessThanOrEqual(partBytesMost)
    parts.push(Buffer.from(await reply.part.arrayBuffer()))
    from += reply.part.size
    more = reply.more
  }
  return Buffer.concat(parts)
}

/** A maker that stands still after its first write, until `go` is called. */
async function halfMade() {
  const id = await files.prepare(wanted)
  await files.claim('reports', id, 'olga')
  const gate = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const writing = files.write(id, async (_plan: string, writer: FileWriter) => {
    await writer.write('half')
    begun.resolve()
    await gate.promise
    await writer.write('the rest')
  })
  await begun.promise
  return { id, writing, go: gate.resolve }
}

describe('made files', () => {
  it('come back as they were written, with size and SHA-256 of what the disk holds', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(100), fc.constantFrom(partBytesMost, partBytesMost + 1, 600_000)), {
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        const chunks = lengths.map((length) => Buffer.from(random(length)))
        const id = await files.prepare(wanted)
        await files.claim('reports', id, 'olga')
        const { built, bytes, sha256, fileName } = await files.write(id, async (plan: string, writer) => {
          for (const chunk of chunks) await writer.write(chunk)
          return plan
        })
        const whole = Buffer.concat(chunks)
        const hash = createHash('sha256').update(whole).digest('hex')
        expect({ built, bytes, sha256, fileName }).toEqual({
          built: 'all',
          bytes: whole.length,
          sha256: hash,
          fileName: 'a.csv',
        })
        expect(files.release(id)).toEqual({
          phase: 'made',
          done: 3,
          total: 3,
          name: 'a.csv',
          type: 'text/csv',
          bytes,
          sha256: hash,
        })
        expect((await readBack(id)).equals(whole)).toBe(true)
        await files.cancel('reports', id, 'olga')
        expect(inFolder()).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  it('lie in a folder and under modes for this person alone', async () => {
    await made('x')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of inFolder()) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(inFolder()).toHaveLength(1)
  })

  it('are there for their owner and their own group, and for nobody else', async () => {
    const id = await made('x')
    for (const [kind, who] of [
      ['reports', 'mallory'],
      ['evidence', 'olga'],
    ] as const) {
      const asked = [
        files.part(kind, id, who, 0),
        files.progress(kind, id, who),
        files.cancel(kind, id, who),
        files.claim(kind, id, who),
      ]
      for (const one of asked) expect(await codeOf(one)).toBe('not-found')
    }
    expect((await readBack(id)).toString()).toBe('x')
  })

  it('cannot be read before they are released, and cannot be made twice', async () => {
    const { id, writing, go } = await halfMade()
    expect(await files.progress('reports', id, 'olga')).toMatchObject({ phase: 'making', bytes: 4, sha256: null })
    expect(await codeOf(files.part('reports', id, 'olga', 0))).toBe('file-not-ready')
    expect(await codeOf(files.claim('reports', id, 'olga'))).toBe('file-not-ready')
    go()
    await writing
    // Its audit row is not written yet.
    expect(await codeOf(files.part('reports', id, 'olga', 0))).toBe('file-not-ready')
    files.release(id)
    expect((await readBack(id)).toString()).toBe('halfthe rest')
    expect(await codeOf(files.claim('reports', id, 'olga'))).toBe('file-not-ready')
  })

  it('stop where they are when they are cancelled, and leave nothing', async () => {
    const { id, writing, go } = await halfMade()
    const cancelled = files.cancel('reports', id, 'olga')
    go()
    expect(await codeOf(writing)).toBe('file-cancelled')
    await cancelled
    expect(inFolder()).toEqual([])
    expect(() => files.demandWanted(id)).toThrow(Fault)
    expect(() => files.release(id)).toThrow(Fault)
    expect(await codeOf(files.progress('reports', id, 'olga'))).toBe('not-found')
  })

  it('give way to the next of the same person and group', async () => {
    const first = await made('first')
    const second = await made('second')
    expect(await codeOf(files.part('reports', first, 'olga', 0))).toBe('not-found')
    expect((await readBack(second)).toString()).toBe('second')
    expect(inFolder()).toHaveLength(1)
  })

  it('are dropped after 15 minutes unused, and not while they are being made', async () => {
    const { id, writing, go } = await halfMade()
    now += 16 * 60_000
    const other = await files.prepare({ ...wanted, ownerId: 'nils' })
    go()
    await writing
    files.release(id)
    now += 15 * 60_000
    expect((await files.progress('reports', id, 'olga')).phase).toBe('made')
    expect(await codeOf(files.progress('reports', other, 'nils'))).toBe('done')
    now += 15 * 60_000 + 1
    expect(await codeOf(files.part('reports', id, 'olga', 0))).toBe('not-found')
    expect(inFolder()).toEqual([])
  })

  it('wait where too many are open', async () => {
    for (let nr = 0; nr < 8; nr += 1) await files.prepare({ ...wanted, ownerId: `p${nr}` })
    expect(await codeOf(files.prepare(wanted))).toBe('busy')
    expect(await codeOf(files.prepare({ ...wanted, ownerId: 'p3' }))).toBe('done')
  })

  it('are swept up at the next open where the desk was killed, and at its close', async () => {
    // What a killed desk leaves is just what lies in the folder.
    mkdirSync(folder)
    writeFileSync(join(folder, 'x.part'), 'personal')
    const outside = join(under, 'outside')
    writeFileSync(outside, 'stays')
    await files.begin()
    expect(inFolder()).toEqual([])
    const { writing, go } = await halfMade()
    expect(inFolder()).toHaveLength(1)
    const closed = files.close()
    go()
    expect(await codeOf(writing)).toBe('file-cancelled')
    await closed
    expect(existsSync(folder)).toBe(false)
    expect(readFileSync(outside, 'utf8')).toBe('stays')
    expect(await codeOf(files.prepare(wanted))).toBe('busy')
  })
})
