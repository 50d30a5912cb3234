/** The check of evidence packs: good ones pass, and in broken ones the first bad row is named exactly. */
import { describe, expect, it } from 'vitest'
import { checks, type Verdict } from '../../src-renderer/verifier/verdict'
import { verify } from '../../src-renderer/verifier/verify'
import { breaks, brokenPacks } from './broken-packs'
import { madeUpPack } from './made-up-pack'

const good = {
  'from row 1 on': {},
  'after a cut': { cutTo: 30 },
  'a slice of a longer log': { to: 90 },
  'with an end that no anchor vouches for': { anchoredTo: 64 },
  'without anchors': { anchorEach: 0 },
  'of one row': { rows: 1 },
  'with Japanese names': { storeName: '営業本部', madeBy: '伊藤 恵子', language: 'ja' },
}

describe('good packs', () => {
  it.each(Object.entries(good))('%s: nothing is found', async (_name, wish) => {
    const pack = await madeUpPack(wish)
    const verdict = await verify(pack.blocks)
    expect(verdict.findings).toEqual([])
    expect(verdict).toMatchObject({ firstBad: null, rows: pack.rows.length })
    const inRange = pack.source.anchors.filter(({ no }) => no >= pack.facts.from && no <= pack.facts.to)
    expect(verdict).toMatchObject({ anchors: inRange.length, anchoredTo: inRange.at(-1)?.no ?? null })
    expect(verdict.cutTo).toBe(pack.facts.from - 1)
  })
})

describe('broken packs', async () => {
  const packs = await brokenPacks(34)
  const told = packs.filter(({ onlyByFingerprint }) => !onlyByFingerprint)
  const verdicts: { firstBad: number; verdict: Verdict }[] = []
  for (const { blocks, firstBad } of told) verdicts.push({ firstBad, verdict: await verify(blocks) })

  it.each(breaks)('%s: found, first bad number exact', async (what) => {
    const of = packs.filter((pack) => pack.what === what)
    expect(of.length).toBeGreaterThanOrEqual(30)
    for (const { seed, way, blocks, firstBad, onlyByFingerprint } of of) {
      const verdict = await verify(blocks)
      const expected = onlyByFingerprint ? null : { no: firstBad, to: firstBad }
      expect({ seed, way, firstBad: verdict.firstBad, findings: verdict.findings }).toMatchObject({
        firstBad: expected,
      })
    }
  })

  it('a pack that somebody else signed from end to end shows another fingerprint', async () => {
    const own = (await verify((await madeUpPack()).blocks)).key?.fingerprint
    const foreign = packs.filter(({ onlyByFingerprint }) => onlyByFingerprint)
    expect(foreign.length).toBeGreaterThan(5)
    for (const { blocks } of foreign) expect((await verify(blocks)).key?.fingerprint).not.toBe(own)
  })

  it.each(checks.filter((check) => check !== 'coverage'))('a check that leaves out %s would be found here', (check) => {
    const missed = verdicts.filter(({ firstBad, verdict }) => {
      const left = verdict.findings.filter((one) => one.check !== check)
      return left[0]?.no !== firstBad
    })
    expect(missed.length).toBeGreaterThan(0)
  })
})
