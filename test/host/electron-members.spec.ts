/** Holds the stand-in against electron.d.ts, which is there without the runtime: what it has, Electron has. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { exported } from '../electron-stand-in/electron'
import { events, judgeOptions, makeEmitter, members, options, strict } from '../electron-stand-in/strict'

// asking for the package itself would try to fetch the runtime
const file = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'electron.d.ts')
const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)

/** Members and events by interface or class, with those of what it extends. */
const declared = new Map<string, { members: Set<string>; events: Set<string>; bases: string[] }>()
const exports = new Set<string>()

function noteMember(of: NonNullable<ReturnType<typeof declared.get>>, member: ts.ClassElement | ts.TypeElement): void {
  if (!member.name) return
  const name = member.name.getText()
  of.members.add(name)
  const first = ts.isMethodDeclaration(member) || ts.isMethodSignature(member) ? member.parameters[0]?.type : undefined
  if (name === 'on' && first && ts.isLiteralTypeNode(first) && ts.isStringLiteral(first.literal))
    of.events.add(first.literal.text)
}

function walk(node: ts.Node): void {
  if ((ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) && node.name) {
    const known = declared.get(node.name.text) ?? { members: new Set(), events: new Set(), bases: [] }
    declared.set(node.name.text, known)
    for (const clause of node.heritageClauses ?? [])
      for (const type of clause.types) known.bases.push(type.expression.getText().replace(/^.*\./, ''))
    for (const member of node.members) noteMember(known, member)
  }
  if (ts.isVariableStatement(node))
    for (const { name } of node.declarationList.declarations) exports.add(name.getText())
  if (ts.isClassDeclaration(node) && node.name) exports.add(node.name.text)
  ts.forEachChild(node, walk)
}
walk(source)

/** With what it extends; a class of the same name extends its own interface of another namespace. */
function all(name: string, what: 'members' | 'events', seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return new Set()
  seen.add(name)
  const known = declared.get(name)
  return new Set([...(known?.[what] ?? []), ...(known?.bases ?? []).flatMap((base) => [...all(base, what, seen)])])
}

describe('what the stand-in has, electron.d.ts declares', () => {
  it('was read from a file that declares enough', () => {
    expect(declared.size).toBeGreaterThan(200)
    expect(all('BrowserWindow', 'members').has('loadURL')).toBe(true)
    expect(all('BrowserWindow', 'members').has('loadAnything')).toBe(false)
  })

  // `session.defaultSession` is static of Session in the declarations; Menu and MenuItem are classes
  it.each(Object.entries(members))('members of %s', (name, listed) => {
    expect([...listed].filter((member) => !all(name, 'members').has(member))).toEqual([])
  })

  it.each(Object.entries(options))('options of %s', (name, listed) => {
    expect([...listed].filter((option) => !all(name, 'members').has(option))).toEqual([])
  })

  it.each(Object.entries(events))('events of %s', (name, listed) => {
    expect([...listed].filter((event) => !all(name, 'events').has(event))).toEqual([])
  })

  it('names that are imported', () => {
    expect(exported.filter((name) => !exports.has(name))).toEqual([])
  })
})

describe('what the stand-in does not have is an error', () => {
  it('a member', () => {
    const app = strict('App', Object.fromEntries(members.App.map((member) => [member, () => undefined])))
    expect(() => (app as { relaunch?: unknown }).relaunch).toThrow('App.relaunch')
    expect(() => Object.assign(app, { name: 'x' })).toThrow('App.name')
  })

  it('an option', () => {
    expect(() => judgeOptions('WebPreferences', { sandbox: true, webviewTags: true })).toThrow('webviewTags')
  })

  it('an event', () => {
    expect(() => makeEmitter('WebContents').on('will-redirect', () => undefined)).toThrow('will-redirect')
  })
})
