/** Writes an evidence pack as one zip: its files, the signed manifest, and the page that verifies all of it by itself. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { ZipWriter } from '@zip.js/zip.js'
import { evidenceFiles, manifestText, type EvidenceFile } from '../engine/evidence-format'
import { fault } from '../fault'
import { linesOf, manifestOf, Tally, type Ends, type Lines } from './pack-files'
import type { PackFacts, PackSource } from './pack-source'

/** Where the data goes in the page; it stands there once. */
export const pageMark = '<!--evidence-->'
/** Bytes handed on at once. */
const chunkBytes = 1 << 16

export interface PackOrder {
  readonly facts: PackFacts
  readonly source: PackSource
  /** Of the rows, as they stand now. */
  readonly ends: Ends
  /** The built page, with `pageMark` where the data goes. */
  readonly page: string
  /** @returns Ed25519 of UTF-8, base64url */
  readonly sign: (text: string) => string
  readonly write: (bytes: Uint8Array) => Promise<void>
}

async function* chunksOf(lines: Lines, tally?: Tally): AsyncGenerator<Uint8Array> {
  let text = ''
  let count = 0
  const encode = (): Uint8Array => {
    const bytes = new TextEncoder().encode(text)
    tally?.add(bytes, count)
    text = ''
    count = 0
    return bytes
  }
  for await (const line of lines) {
    text += line
    count += 1
    if (text.length >= chunkBytes) yield encode()
  }
  if (text !== '') yield encode()
}

async function* pageChunks(page: string, blocks: Iterable<readonly [string, Lines]>): AsyncGenerator<Uint8Array> {
  const [head, foot, ...rest] = page.split(pageMark)
  if (head === undefined || foot === undefined || rest.length > 0) throw new Error('the page has no place for the data')
  yield* chunksOf([head])
  for (const [name, lines] of blocks) {
    yield* chunksOf([`<script type="text/plain" id="${name}">`])
    yield* chunksOf(lines)
    yield* chunksOf(['</script>\n'])
  }
  yield* chunksOf([foot])
}

/**
 * Reads the rows twice: once for the files, once for the page. Neither is ever whole in memory.
 * @returns how many changes of accounts are in it. @throws changed-meanwhile where the second reading was another one
 */
export async function makePack(order: PackOrder): Promise<{ standings: number }> {
  const { facts, source, ends, page, sign, write } = order
  const output = new WritableStream<Uint8Array>({ write })
  const zip = new ZipWriter(output, { useWebWorkers: false, lastModDate: new Date(facts.madeAt) })
  const add = (name: string, chunks: AsyncIterable<Uint8Array>) =>
    zip.add(name, Readable.toWeb(Readable.from(chunks)) as ReadableStream<Uint8Array>)

  const tallies = new Map<EvidenceFile, Tally>(evidenceFiles.map((name) => [name, new Tally()]))
  for (const name of evidenceFiles) await add(name, chunksOf(linesOf(source, name), tallies.get(name)))
  const manifest = manifestOf(facts, source, ends, tallies)
  const sha256 = createHash('sha256').update(manifest).digest('hex')
  const signature = `${sign(manifestText(facts.store, sha256, facts.key))}\n`
  await add('manifest.json', chunksOf([manifest]))
  await add('manifest.sig', chunksOf([signature]))

  const again = new Map<EvidenceFile, Tally>()
  const counted = async function* (name: EvidenceFile): AsyncGenerator<string> {
    const tally = new Tally()
    again.set(name, tally)
    for await (const line of linesOf(source, name)) {
      tally.add(new TextEncoder().encode(line), 1)
      yield line
    }
  }
  const small = [['manifest.json', [manifest]] as const, ['manifest.sig', [signature]] as const]
  const files = evidenceFiles.map((name) => [name, counted(name)] as const)
  await add('verify.html', pageChunks(page, [...small, ...files]))
  await zip.close()
  for (const name of evidenceFiles) {
    if (again.get(name)?.sha256() !== tallies.get(name)?.sha256()) throw fault('changed-meanwhile')
  }
  return { standings: tallies.get('standings.jsonl')?.lines ?? 0 }
}
