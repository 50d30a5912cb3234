/** The allow-list of files: what is on it, and what never gets there. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contentPolicy, readStyleHashes } from '../../src-main/host/page-headers'
import { readStaticFiles } from '../../src-main/host/static-files'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  for (const name of [
    'renderer/index.html',
    'renderer/assets/a.js',
    'renderer/assets/a.map',
    'renderer/.env',
    'secret.js',
  ])
    writeFileSync(join(folder, name), name)
  symlinkSync(join(folder, 'secret.js'), join(folder, 'renderer', 'assets', 'link.js'))
  symlinkSync(folder, join(folder, 'renderer', 'up'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('holds files of known kinds, no links, and the page at /', () => {
  const files = readStaticFiles(join(folder, 'renderer'))
  expect([...files.keys()].sort()).toEqual(['/', '/assets/a.js'])
  expect(Buffer.from(files.get('/')?.body ?? []).toString()).toBe('renderer/index.html')
})

it('serves what was there at start, whatever happens to the folder', () => {
  const files = readStaticFiles(join(folder, 'renderer'))
  writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), 'changed')
  expect(Buffer.from(files.get('/assets/a.js')?.body ?? []).toString()).toBe('renderer/assets/a.js')
})

it('is none without a page', () => {
  expect(() => readStaticFiles(join(folder, 'renderer', 'assets'))).toThrow('index.html')
})

it('takes only hashes into the content policy', () => {
  const file = join(folder, 'style-hashes.json')
  const hash = `sha256-${'A'.repeat(43)}=`
  writeFileSync(file, JSON.stringify([hash]))
  expect(contentPolicy(readStyleHashes(file))).toContain(`style-src 'self' '${hash}';`)
  for (const wrong of [["'unsafe-inline'"], [`${hash}; script-src *`], hash, null, [1]]) {
    writeFileSync(file, JSON.stringify(wrong))
    expect(() => readStyleHashes(file)).toThrow()
  }
})
