/** Taking the papers of a job: they leave the desk once, so that nothing on their way here may lose them. */
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import { createPinia, setActivePinia } from 'pinia'
import { effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../src-preload/contract/jobs'
import { usePapers } from '../../../src-renderer/actions/use-papers'
import { useSession } from '../../../src-renderer/stores/session'
import { answer, aState, calls, forgetAll, refuse, someone } from '../fake-desk'
import { makeFolder } from './folder'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const passphrase = 'seven-green-lamps-at-noon-today'
const three = ['a.txt', 'b.txt', 'c.txt'].map((name) => [name, `codes of ${name}`] as const)
const made = { phase: 'made', done: 3, total: 3, name: 'papers.zip', type: 'application/zip', sha256: 'f'.repeat(64) }

/** As the desk would write it. */
async function lockedZip(files: readonly (readonly [string, string])[]): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false })
  for (const [name, text] of files)
    await zip.add(name, new TextReader(text), { password: passphrase, encryptionStrength: 3 })
  return await zip.close()
}

const saved: string[] = []
const asked = (operation: string) => calls.filter(([name]) => name === operation).map(([, input]) => input)

describe('the papers of a job', () => {
  let scope: EffectScope
  let papers: ReturnType<typeof usePapers>
  const left = vi.fn()

  /** The desk has them, and hands them over in parts of 100 bytes. */
  async function waiting(files: readonly (readonly [string, string])[] = three, shown = true) {
    const zip = await lockedZip(files)
    const bytes = await zip.arrayBuffer()
    answer('jobFiles.prepare', { fileId: 'f'.repeat(26), total: files.length })
    answer('jobFiles.progress', { ...made, phase: 'making', bytes: 0, sha256: null })
    answer('jobFiles.make', { ...made, total: files.length, bytes: zip.size, passphrase: shown ? passphrase : null })
    answer('jobFiles.cancel', {})
    answer('jobs.counts', { toDecide: 0, papers: 0, running: 0 })
    const part = ({ from }: { from: number }) => ({
      part: new File([bytes.slice(from, from + 100)], 'part'),
      more: from + 100 < zip.size,
    })
    answer('jobFiles.part', part)
    return { part, zip }
  }

  beforeEach(() => {
    forgetAll()
    setActivePinia(createPinia())
    saved.length = 0
    left.mockClear()
    vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:made-up')
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download)
    })
    useSession().state = aState({ me: someone() })
    scope = effectScope()
    papers = scope.run(() => usePapers(() => ({ id: 'j'.repeat(26) }) as Job, left))!
  })
  afterEach(() => {
    scope.stop()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  it('are saved as a zip, with its passphrase until its window is closed', async () => {
    const { zip } = await waiting()
    await papers.take('zip', null)
    expect([saved, left.mock.calls.length]).toEqual([['papers.zip'], 1])
    expect(papers.zip.value).toMatchObject({ passphrase, mailedTo: null, file: { size: zip.size } })
    expect(asked('jobFiles.prepare')).toMatchObject([{ of: 'papers', way: 'zip', mailTo: null }])
    papers.forget()
    expect([papers.zip.value, papers.holds.value]).toEqual([null, false])
  })

  it('of which the desk has mailed the passphrase come without it', async () => {
    await waiting(undefined, false)
    await papers.take('zip', 'ken.ono@corp.example')
    expect(papers.zip.value).toMatchObject({ passphrase: null, mailedTo: 'ken.ono@corp.example' })
  })

  it('that stop coming across are fetched again, from where they were', async () => {
    const { part } = await waiting()
    let parts = 0
    answer('jobFiles.part', (ask: { from: number }) => {
      parts += 1
      if (parts === 2) throw new Error('the line is down')
      return part(ask)
    })
    await papers.take('zip', null)
    expect([papers.zip.value, papers.halted.value !== null, asked('jobFiles.cancel')]).toEqual([null, true, []])
    await papers.crossAgain()
    expect(papers.zip.value).toMatchObject({ passphrase })
    expect(asked('jobFiles.make')).toHaveLength(1)
    expect(
      asked('jobFiles.part')
        .map((ask) => (ask as { from: number }).from)
        .slice(0, 3),
    ).toEqual([0, 100, 100])
    expect(asked('jobFiles.cancel')).toHaveLength(1)
  })

  it('stay where they are when the choice of a folder is closed or refused', async () => {
    await waiting()
    vi.stubGlobal('showDirectoryPicker', () => Promise.reject(new DOMException('closed', 'AbortError')))
    await papers.take('folder', null)
    expect(papers.folderRefused.value).toBe(false)
    vi.stubGlobal('showDirectoryPicker', () => Promise.reject(new DOMException('no', 'NotAllowedError')))
    await papers.take('folder', null)
    expect([papers.folderRefused.value, calls, left.mock.calls.length]).toEqual([true, [], 0])
  })

  it('go into a folder that fills up, and go on in another one without a file lost or twice', async () => {
    await waiting()
    const [full, other] = [makeFolder(), makeFolder()]
    vi.stubGlobal('showDirectoryPicker', () => Promise.resolve(full.handle))
    const { set } = full.files
    full.files.set = (name: string, text: string) => {
      if (name === 'b.txt' && text === '') full.failWith('QuotaExceededError')
      return set.call(full.files, name, text)
    }
    await papers.take('folder', null)
    expect(papers.filing.value).toMatchObject({ done: 1, total: 3, trouble: 'full' })
    expect([papers.holds.value, [...full.files.keys()]]).toEqual([true, ['a.txt']])
    vi.stubGlobal('showDirectoryPicker', () => Promise.resolve(other.handle))
    await papers.anotherFolder()
    expect(papers.filing.value).toMatchObject({ done: 3, total: 3, trouble: null })
    expect(Object.fromEntries(other.files)).toEqual({ 'b.txt': 'codes of b.txt', 'c.txt': 'codes of c.txt' })
    expect(papers.holds.value).toBe(false)
  })

  it('are laid out for paper: files, sheets and slips', async () => {
    await waiting([
      ['a.txt', 'the file'],
      ['b.json', JSON.stringify({ kind: 'enrolment-sheet', secret: 'ABCD' })],
      ['c.json', JSON.stringify({ kind: 'password-slip', password: 'x' })],
    ])
    await papers.take('paper', null)
    expect(papers.sheets.value).toEqual([
      { kind: 'recovery-codes', text: 'the file' },
      { kind: 'enrolment-sheet', sheet: { kind: 'enrolment-sheet', secret: 'ABCD' } },
      { kind: 'password-slip', slip: { kind: 'password-slip', password: 'x' } },
    ])
    expect(asked('jobFiles.prepare')).toMatchObject([{ way: 'unpacked' }])
  })

  it('that cannot be laid out are saved as the zip they came in', async () => {
    await waiting([['a.json', 'not JSON']])
    await papers.take('paper', null)
    expect([papers.zipInstead.value, papers.zip.value?.passphrase, saved]).toEqual([true, passphrase, ['papers.zip']])
  })

  it('that are refused leave the choice as it was', async () => {
    await waiting()
    refuse('jobFiles.make', 'no-papers', {})
    await papers.take('zip', null)
    expect([papers.fault.value?.code, papers.holds.value, saved]).toEqual(['no-papers', false, []])
  })

  it('are forgotten when the session ends, also where they come in late', async () => {
    const { part } = await waiting()
    await papers.take('zip', null)
    useSession().leave('idle')
    expect([papers.zip.value, papers.holds.value]).toEqual([null, false])
    useSession().state = aState({ me: someone() })
    answer('jobFiles.part', (ask: { from: number }) => {
      useSession().leave('idle')
      return part(ask)
    })
    saved.length = 0
    await papers.take('zip', null)
    expect([papers.zip.value, papers.holds.value, saved]).toEqual([null, false, []])
  })
})
