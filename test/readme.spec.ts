/** The README says what is so: the folders of config.ts, and links and pictures that are there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { placesOf } from '../src-main/config'

const top = join(import.meta.dirname, '..')
const readme = readFileSync(join(top, 'README.md'), 'utf8')

/** @returns the places of a system as a person would write them, by the table's order. */
function written(platform: NodeJS.Platform, env: Record<string, string> = {}): [string, string, string] {
  const { dataFolder, keyFolder, anchorFolder } = placesOf({ platform, env, home: '/~' })
  const said = (path: string): string => {
    const text = path.slice(1)
    return platform === 'win32' ? text.replaceAll('/', '\\') : text
  }
  return [said(dataFolder), said(keyFolder), said(anchorFolder)]
}

it('says where things lie as the desk has it, on every system', () => {
  const cells = (row: string): string[] => {
    const line = readme.split('\n').find((line) => line.startsWith(`| ${row}`)) ?? ''
    // the first code of each cell after the first
    return line
      .split('|')
      .slice(2, 5)
      .map((cell) => /`([^`]+)`/.exec(cell)?.[1] ?? '')
  }
  const systems = [
    written('linux'),
    written('darwin'),
    written('win32', { APPDATA: '/%APPDATA%', LOCALAPPDATA: '/%LOCALAPPDATA%' }),
  ]
  expect(cells('data:')).toEqual(systems.map(([data]) => data))
  expect(cells('keys:')).toEqual(systems.map(([, keys]) => keys))
  expect(cells('anchors:')).toEqual(systems.map(([, , anchors]) => anchors))
})

it('leads nowhere that is not there', () => {
  const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const relative = targets.filter((target) => !/^[a-z]+:|^#/.test(target))
  expect(relative).toContain('resources/screenshot.png')
  expect(relative.filter((target) => !existsSync(join(top, target.replace(/#.*$/, ''))))).toEqual([])
})
