/** Evidence packs made at the desk: read by another program, verified by the page's own functions, and bound to the audit row. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { evidenceBlocks } from '../../src-main/engine/evidence-format'
import { verify } from '../../src-renderer/verifier/verify'
import { refusalOf } from '../doubles/operations'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk
let folder: string

beforeEach(async () => {
  test = await openTestDesk({ timeZone: 'Asia/Tokyo' })
  desk = (await welcomed(test, 'WhaTap </script>')).desk
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-pack-'))
})
afterEach(async () => {
  await test.close()
  rmSync(folder, { recursive: true, force: true })
})

type Range = Parameters<Desk['evidence']['prepare']>[0]['range']
const rowsOf = (from: number, to: number): Range => ({ by: 'rows', from, to })
const lastNo = async (): Promise<number> => (await desk.audit.state({})).last

async function prepared(range: Range) {
  const asked = { range, reason: 'the audit of March', language: 'en' } as const
  const answer = await desk.evidence.prepare(asked)
  await desk.session.stepUp({ password })
  return answer
}

async function madePack(range: Range) {
  const { fileId, total } = await prepared(range)
  const made = await desk.evidence.make({ fileId })
  const parts: Uint8Array[] = []
  for (let from = 0, more = true; more;) {
    const answer = await desk.evidence.part({ fileId, from })
    const bytes = new Uint8Array(await answer.part.arrayBuffer())
    parts.push(bytes)
    from += bytes.length
    more = answer.more
  }
  return { made, total, bytes: Buffer.concat(parts) }
}

/** Unpacked by Python, which knows nothing of what packed it. */
function unpacked(bytes: Buffer): Record<string, string> {
  const file = join(folder, 'pack.zip')
  writeFileSync(file, bytes)
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])'
  const run = spawnSync('python3', ['-c', script, file, folder], { encoding: 'utf8' })
  expect(run).toMatchObject({ status: 0, stderr: '' })
  const names = [...evidenceBlocks, 'verify.html']
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** People come, change and go; one of them by an import's worth of names that would break a page. */
async function busyDays(): Promise<void> {
  const names = ['Aoi Mori', '<b>&</b></script>', '田中 太郎', '김민준', 'line\u2028end']
  for (const [place, name] of names.entries()) {
    const id = await makeAccount(desk, name, `p${place}@corp.example`)
    test.time += 6 * 60 * 60_000
    // sessions end meanwhile
    desk = await signedInAgain()
    if (place % 2 === 0) continue
    await desk.accounts.disable({ id, reason: '<!-- left -->' })
    // Two of them for good: what the log says of them must still prove itself.
    await desk.session.stepUp({ password })
    await desk.accounts[place === 1 ? 'remove' : 'anonymise']({ id, reason: 'left for good' })
  }
}

async function signedInAgain(): Promise<Desk> {
  const again = test.at(test.seat())
  await again.session.signIn({ email: 'keiko.ito@corp.example', password })
  return again
}

describe('a pack', () => {
  it('holds the rows, is well, and its SHA-256 stands in its audit row', async () => {
    await busyDays()
    await test.tick()
    const to = await lastNo()
    const { made, total, bytes } = await madePack(rowsOf(1, to))
    expect(total).toBe(to)
    expect(made).toMatchObject({ phase: 'made', name: `mfa-desk-evidence-1-${to}.zip`, bytes: bytes.length })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(made.sha256).toBe(sha256)
    const [row] = (await desk.audit.list({ before: null, limit: 1 })).rows
    expect(row).toMatchObject({ act: 'evidence.make', result: 'done', reason: 'the audit of March' })
    expect(row?.detail).toMatchObject({ sha256, from: 1, to, rows: to, bytes: bytes.length })

    const files = unpacked(bytes)
    const verdict = await verify(files)
    expect(verdict.findings).toEqual([])
    expect(verdict).toMatchObject({ rows: to, firstBad: null })
    expect(verdict.anchoredTo).toBeGreaterThan(1)
    expect(verdict.key?.fingerprint).toBe((await desk.audit.retention({})).fingerprint)
    expect(verdict.standings).toBeGreaterThan(5)
    for (const name of evidenceBlocks) {
      expect(files['verify.html']).toContain(`<script type="text/plain" id="${name}">${files[name]}</script>`)
    }
    expect(files['audit.jsonl']).not.toContain('<')
  })

  it('of whole days holds the rows of these days in the time zone of the site', async () => {
    await busyDays()
    const { rows } = await desk.audit.list({ before: null, limit: 200 })
    const tokyo = (at: string): string => new Date(Date.parse(at) + 9 * 60 * 60_000).toISOString().slice(0, 10)
    const day = tokyo(rows[Math.floor(rows.length / 2)]!.at)
    const of = rows.filter(({ at }) => tokyo(at) === day).map(({ no }) => no)
    const { made, bytes } = await madePack({ by: 'days', from: day, to: day })
    const [from, to] = [Math.min(...of), Math.max(...of)]
    expect(from).toBeGreaterThan(1)
    expect(made.name).toBe(`mfa-desk-evidence-${from}-${to}.zip`)
    const verdict = await verify(unpacked(bytes))
    expect(verdict).toMatchObject({ findings: [], rows: of.length })
  })

  it('still holds after older rows were let go, and stands on the cut', async () => {
    await busyDays()
    const cutTo = 8
    const first = await madePack(rowsOf(1, cutTo))
    await desk.session.stepUp({ password })
    await desk.audit.cut({ to: cutTo, fileSha256: first.made.sha256 ?? '', reason: 'kept on a stick' })
    await test.restart()
    desk = await signedInAgain()
    await expect(desk.evidence.prepare({ range: rowsOf(1, 5), reason: 'why', language: 'en' })).rejects.toMatchObject({
      code: 'evidence-range',
      data: { problem: 'removed', first: cutTo + 1 },
    })
    const { bytes } = await madePack(rowsOf(cutTo + 1, await lastNo()))
    const verdict = await verify(unpacked(bytes))
    expect(verdict).toMatchObject({ findings: [], cutTo })
    expect((await verify(unpacked(first.bytes))).findings).toEqual([])
  })

  it.each([
    ['rows past the end', rowsOf(2, 100_000), 'empty'],
    ['a range the wrong way round', rowsOf(3, 2), 'empty'],
    ['days without a row', { by: 'days', from: '2001-01-01', to: '2001-01-02' } as const, 'empty'],
  ])('is not made of %s', async (_what, range, problem) => {
    const fault = await refusalOf(desk.evidence.prepare({ range, reason: 'why', language: 'en' }))
    expect(fault).toMatchObject({ code: 'evidence-range', data: { problem, first: 1 } })
  })

  it('is not made without the password of this very moment', async () => {
    const { fileId } = await desk.evidence.prepare({ range: rowsOf(1, 2), reason: 'why', language: 'en' })
    expect(await refusalOf(desk.evidence.make({ fileId }))).toMatchObject({ code: 'step-up-needed' })
  })

  it('that is cancelled leaves nothing', async () => {
    const { fileId } = await prepared(rowsOf(1, 2))
    const making = refusalOf(desk.evidence.make({ fileId }))
    await desk.evidence.cancel({ fileId })
    expect(await making).toMatchObject({ code: 'file-cancelled' })
    expect(await refusalOf(desk.evidence.part({ fileId, from: 0 }))).toMatchObject({ code: 'not-found' })
  })
})
