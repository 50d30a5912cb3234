/** Holds the imports of all files against the rooms of the house, and says of each breach what to do instead. */
import { covers, electronFilesMost, roomOf } from './house'
import type { Room } from './house'
import { importsOf } from './imports'
import type { ImportFound, SourceText } from './imports'

export interface Breach {
  readonly path: string
  readonly line: number
  readonly specifier: string
  /** Which rule, in a few words: a spec finds it by this. */
  readonly rule: string
  readonly instead: string
}

const sides = ['src-main/', 'src-renderer/', 'src-preload/', 'test/']
const sideOf = (path: string) => sides.find((side) => path.startsWith(side)) ?? path

function judgeRelative(room: Room, path: string, found: ImportFound, target: string): string | null {
  // a specifier names a file, with its extension or without, or a folder
  const rooms = [target, `${target}.ts`, `${target}/`].map(roomOf).filter((found) => found !== null)
  const there = rooms.sort((a, b) => b.at.length - a.at.length)[0]
  if (sideOf(target) === 'test/' && sideOf(path) !== 'test/') return 'nothing under src-* imports from test'
  if (!there) return sideOf(target) === 'test/' ? null : `${room.at} does not know what lies outside the rooms`
  if (there.at === room.at || room.knows.includes(there.at)) return null
  if (room.types?.includes(there.at)) {
    return found.typeOnly ? null : `${room.at} knows ${there.at} only by its types`
  }
  return `${room.at} does not know ${there.at}`
}

function judgePackage(room: Room, { specifier, typeOnly }: ImportFound): string | null {
  if (covers(room.packages, specifier)) return null
  if (covers(room.packageTypes ?? [], specifier))
    return typeOnly ? null : `${room.at} knows ${specifier} only by its types`
  return `${room.at} does not use the package ${specifier}`
}

/** @returns every import that a room must not have, and files beyond those that may import `electron`. */
export function checkImports(files: readonly SourceText[]): Breach[] {
  const breaches: Breach[] = []
  const electron: { path: string; line: number }[] = []
  for (const file of files) {
    const room = roomOf(file.path)
    for (const found of importsOf(file)) {
      if (file.path.startsWith('src-') && covers(['electron'], found.specifier))
        electron.push({ path: file.path, line: found.line })
      if (!room) continue
      const rule =
        found.target === null ? judgePackage(room, found) : judgeRelative(room, file.path, found, found.target)
      if (rule)
        breaches.push({ path: file.path, line: found.line, specifier: found.specifier, rule, instead: room.instead })
    }
  }
  const known = [...new Set(electron.map(({ path }) => path))]
  for (const path of known.slice(electronFilesMost)) {
    const line = electron.find((entry) => entry.path === path)?.line ?? 1
    breaches.push({
      path,
      line,
      specifier: 'electron',
      rule: `electron is imported in at most ${electronFilesMost} files`,
      instead: `These have it already: ${known.slice(0, electronFilesMost).join(', ')}. Put what needs Electron into one of them.`,
    })
  }
  return breaches
}

/** @returns the circles of value imports between files, each as the paths walked, first again last. */
export function findCircles(files: readonly SourceText[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const resolve = (target: string) => [target, `${target}.ts`, `${target}/index.ts`].find((path) => byPath.has(path))
  const next = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target, typeOnly }) => (target && !typeOnly ? (resolve(target) ?? []) : [])),
    ]),
  )
  const done = new Set<string>()
  const circles: string[][] = []
  const walk = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) circles.push([...trail.slice(at), path])
    if (at >= 0 || done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return circles
}

/** @returns a breach as people read it: where, what, which rule, what instead. */
export const explain = (breach: Breach): string =>
  `${breach.path}:${breach.line} imports '${breach.specifier}'\n    rule: ${breach.rule}\n    instead: ${breach.instead}`
