/** Packs that the desk itself made and signed of a log that somebody had changed in the file; and lists forged together. */
import { describe, expect, it } from 'vitest'
import { rowLine } from '../../src-main/engine/evidence-format'
import type { PackSource } from '../../src-main/evidence/pack-source'
import { verify } from '../../src-renderer/verifier/verify'
import { anchored, blocksOf, chained, keyOf, madeUpPack, rechained, type Pack } from './made-up-pack'

/** @returns the pack the desk would make of another log under the same anchors. */
async function signedAgain({ facts, source, key }: Pack, change: Partial<PackSource>, logEnd = facts.logEnd) {
  return verify(
    await blocksOf({ ...facts, to: Math.min(facts.to, logEnd), logEnd }, { ...source, ...change }, key.sign),
  )
}
const rowsAre = (rows: Pack['rows']): Pick<PackSource, 'rows'> => ({
  rows: async function* () {
    yield* rows
  },
})
const pack = await madeUpPack({ rows: 100, anchorEach: 16, anchoredTo: 96 })
const { rows } = pack
const edited = rows.with(39, { ...rows[39]!, reason: 'forged' })

describe('a signed pack of a forged log', () => {
  it('names a changed row', async () => {
    const verdict = await signedAgain(pack, rowsAre(edited))
    expect(verdict).toMatchObject({ firstBad: { no: 40, to: 40 }, rows: 39, anchoredTo: 32 })
  })

  it('knows by the anchors that rows were hashed anew, and between which two', async () => {
    const verdict = await signedAgain(pack, rowsAre(rechained(edited, 39)))
    expect(verdict.findings).toMatchObject([{ kind: 'anchor-hash' }])
    expect(verdict).toMatchObject({ firstBad: { no: 33, to: 48 }, anchoredTo: 32 })
  })

  it('knows by an anchor past its end that the log was cut, and where', async () => {
    const changes = async function* () {
      for await (const change of pack.source.changes()) if (change.no <= 90) yield change
    }
    const verdict = await signedAgain(pack, { ...rowsAre(rows.slice(0, 90)), changes }, 90)
    expect(verdict.findings).toContainEqual(expect.objectContaining({ kind: 'log-shorter', no: 91 }))
    expect(verdict.firstBad?.no).toBeLessThanOrEqual(91)
  })

  it('takes no anchor of another store or another key', async () => {
    const [first, ...others] = pack.source.anchors
    const { hash, at } = rows[15]!
    const elsewhere = anchored(pack.key, { store: 'store-2', no: 16, hash, at })
    const byOther = { ...anchored(keyOf('foreign'), { store: 'store-1', no: 16, hash, at }), key: pack.key.id }
    expect(first?.no).toBe(16)
    const store = await signedAgain(pack, { anchors: [elsewhere, ...others] })
    expect(store).toMatchObject({ findings: [{ kind: 'anchor-store' }], firstBad: { no: 16, to: 16 } })
    const key = await signedAgain(pack, { anchors: [byOther, ...others] })
    expect(key).toMatchObject({ findings: [{ kind: 'anchor-signature' }], firstBad: { no: 16, to: 16 } })
  })

  it('sees counts that the changes do not lead to', async () => {
    const verdict = await signedAgain(pack, { after: pack.source.after.slice(1) })
    expect(verdict).toMatchObject({ findings: [{ kind: 'coverage-differs' }], firstBad: { no: 1, to: 100 } })
  })

  it('sees changes of accounts that were taken out of the log', async () => {
    const changes = async function* () {
      for await (const change of pack.source.changes()) if (change.no !== 55) yield change
    }
    const verdict = await signedAgain(pack, { changes })
    const first = [...Array(100).keys()]
      .map((no) => no + 1)
      .find((no) => no >= 55 && rows[no - 1]!.detail.includes('"standings"'))
    expect(verdict.firstBad?.no).toBe(first)
  })

  it('does not believe a cut that no key signed, or that another row stands on', async () => {
    const cut = await madeUpPack({ rows: 100, cutTo: 40 })
    const [one, two] = cut.source.cuts
    const unsigned = await signedAgain(cut, { cuts: [one!, { ...two!, actor_name: 'Nobody' }] })
    expect(unsigned).toMatchObject({ findings: [{ kind: 'cut-signature' }], firstBad: { no: 21 } })
    expect(await signedAgain(cut, { cuts: [two!] })).toMatchObject({
      findings: [{ kind: 'cut-order' }],
      firstBad: { no: 21 },
    })
  })
})

describe('rows and their list of hashes forged together', () => {
  it('the row is named as nearly as the anchors allow, and never wrongly exactly', async () => {
    const forged = rechained(edited, 39)
    const hashes = forged.map(({ hash }) => `${hash}\n`).join('')
    const verdict = await verify({
      ...pack.blocks,
      'audit.jsonl': forged.map(rowLine).join(''),
      'row-hashes.txt': hashes,
    })
    expect(verdict).toMatchObject({ firstBad: { no: 33, to: 48 }, anchoredTo: 32 })
  })
})

describe('packs that are hardly any', () => {
  it.each([
    ['nothing at all', {}, 1],
    ['a manifest that is no JSON', { ...pack.blocks, 'manifest.json': '{' }, 1],
    ['a manifest of another kind', { ...pack.blocks, 'manifest.json': '{"format":"x"}\n' }, 1],
    ['no rows', { ...pack.blocks, 'audit.jsonl': '' }, 1],
    ['rows that are no objects', { ...pack.blocks, 'audit.jsonl': 'null\n'.repeat(100) }, 1],
    [
      'a row whose number is a text',
      { ...pack.blocks, 'audit.jsonl': rows.map((row) => rowLine({ ...row, no: '1' as unknown as number })).join('') },
      1,
    ],
  ])('%s: told, and nothing thrown', async (_what, blocks, no) => {
    const verdict = await verify(blocks)
    expect(verdict.firstBad?.no).toBe(no)
  })

  it.each(Object.keys(pack.blocks))('without %s', async (name) => {
    const { [name as keyof typeof pack.blocks]: _gone, ...rest } = pack.blocks
    const verdict = await verify(rest)
    expect(verdict.firstBad).not.toBeNull()
  })

  it('a detail that is no JSON is a row like any other', async () => {
    const odd = rechained(rows.with(99, chained(rows[98]!.hash, { ...rows[99]!, detail: '{"standings' })), 99)
    const verdict = await signedAgain(await madeUpPack({ rows: 100, anchoredTo: 96 }), rowsAre(odd))
    expect(verdict.rows).toBe(100)
    expect(verdict.findings.filter(({ check }) => check === 'rows')).toEqual([])
  })
})
