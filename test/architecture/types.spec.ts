/** What must not compile does not compile, each line for the reason written above it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { top } from './source-files'

const names = ['calls', 'acts']
const pathOf = (name: string): string => join(top, `test/architecture/wrong/${name}.ts`)
const files = names.map(pathOf)
const directive = /^\s*\/\/ @ts-expect-error TS(\d+) .+$/

/** Compiles the files with every `@ts-expect-error` taken out, and answers with what the compiler then says, by file. */
function compileUnguarded(): Map<string, string[]> {
  const { config } = ts.readConfigFile(join(top, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, top)
  const host = ts.createCompilerHost(options)
  const getSourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (path, ...rest) => {
    if (!files.includes(path)) return getSourceFile(path, ...rest)
    return ts.createSourceFile(path, readFileSync(path, 'utf8').replaceAll('@ts-expect-error', 'refused:'), rest[0])
  }
  const program = ts.createProgram(files, options, host)
  const said = (path: string) => {
    const file = program.getSourceFile(path)
    return ts.getPreEmitDiagnostics(program, file).map(({ start, code }) => {
      const { line } = ts.getLineAndCharacterOfPosition(file!, start ?? 0)
      return `line ${line + 1}: TS${code}`
    })
  }
  return new Map(files.map((path) => [path, said(path)]))
}

describe('types', () => {
  it.each(names)('refuse every line of wrong/%s.ts that says so, and no other', { timeout: 120_000 }, (name) => {
    const path = pathOf(name)
    const lines = readFileSync(path, 'utf8').split('\n')
    const expected = lines.flatMap((line, at) => {
      const found = directive.exec(line)
      return found ? [`line ${at + 2}: TS${found[1]}`] : []
    })
    expect(expected.length).toBeGreaterThan(5)
    expect(compileUnguarded().get(path)).toEqual(expected)
  })
})
