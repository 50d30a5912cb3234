/** Reads the project's own source files from the disk, and the fixtures that pretend to be such files. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { SourceText } from './imports'

/** Top of the project. */
export const top = resolve(import.meta.dirname, '../..')

const read = (path: string): SourceText => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(top, path), 'utf8'),
})

/** @returns all .ts and .vue files below the given folders, in order of their paths. */
export function sourceFiles(...folders: string[]): SourceText[] {
  return globSync(
    folders.flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.vue`]),
    { cwd: top },
  )
    .sort()
    .map(read)
}

export interface Fixture extends SourceText {
  /** Name of the file under `fixtures/`. */
  readonly name: string
  /** Which checker finds it. */
  readonly checker: 'lint' | 'imports' | 'habits'
  /** Rule id of lint and how its message begins, or the words of the breach. */
  readonly breaks: string
}

const head = /lives at (\S+); breaks (lint|imports|habits): (.+?)(?: -->)?$/

/**
 * Reads the fixtures. The first line of each says where it pretends to live and what it breaks; the rest is the file.
 * They end in `.fixture`, so neither lint nor the compiler takes them for source.
 */
export function fixtures(): Fixture[] {
  return globSync('test/architecture/fixtures/*.fixture', { cwd: top })
    .sort()
    .map((path) => {
      const { text } = read(path)
      const first = text.slice(0, text.indexOf('\n'))
      const found = head.exec(first)
      if (!found) throw new Error(`${path}: the first line does not say "lives at …; breaks …"`)
      const [, at = '', checker = '', breaks = ''] = found
      const kind = checker as Fixture['checker']
      return {
        name: path.split(/[\\/]/).at(-1) ?? path,
        path: at,
        text: text.slice(first.length + 1),
        checker: kind,
        breaks,
      }
    })
}
