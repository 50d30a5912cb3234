/** The remembered window: believed where it can be reached, else the usual one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { leastSize, readWindowState, writeWindowState } from '../../src-main/host/window-state'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const displays = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: -1280, y: 100, width: 1280, height: 984 },
]
const bounds = { x: 100, y: 50, width: 1200, height: 700 }

it('comes back as it was written', () => {
  writeWindowState(folder, { bounds, maximized: true })
  expect(readWindowState(folder, displays)).toEqual({ bounds, maximized: true })
})

it('may stand on the second display', () => {
  writeWindowState(folder, { bounds: { ...bounds, x: -1200, y: 150 }, maximized: false })
  expect(readWindowState(folder, displays).bounds).not.toBeNull()
})

it.each([
  ['a display that was taken away', { ...bounds, x: 4000 }],
  ['above the top', { ...bounds, y: -40 }],
  ['below the bottom', { ...bounds, y: 1030 }],
  ['all but out on the left', { ...bounds, x: -1280 - 1150 }],
])('forgets a place on %s', (_, place) => {
  writeWindowState(folder, { bounds: place, maximized: false })
  expect(readWindowState(folder, displays).bounds).toBeNull()
})

it('is never smaller than the least size', () => {
  writeWindowState(folder, { bounds: { ...bounds, width: 10, height: 10 }, maximized: false })
  expect(readWindowState(folder, displays).bounds).toMatchObject(leastSize)
})

it.each(['', '{', 'null', '[]', '{"bounds":{"x":"1"}}', '{"bounds":{"x":1e999,"y":0,"width":1,"height":1}}'])(
  'is the usual one where the file holds %j',
  (text) => {
    writeFileSync(join(folder, 'window.json'), text)
    expect(readWindowState(folder, displays)).toEqual({ bounds: null, maximized: false })
  },
)
