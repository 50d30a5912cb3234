/** A desk killed -9 in the middle of writing an import: the next start finds nothing of it, and imports the same file whole. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import Database from 'better-sqlite3'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { accountsCsv } from '../samples/generate-accounts'
import { checked, csvFile } from './import-at'

const lines = 4000
const email = 'keiko.ito@corp.example'

/** Lets a process import on the data of `test`, and kills it once it has written `enough` lines. @returns how many it said. */
async function killedAt(test: TestDesk, enough: number): Promise<number> {
  const script = (name: string) => join(import.meta.dirname, name)
  const child = spawn(
    process.execPath,
    [
      ...['--experimental-transform-types', '--no-warnings', '--import', script('../store/resolve-typescript.ts')],
      ...[script('import-child.ts'), test.folder, email, password, String(test.time), String(lines)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  let said = 0
  for await (const line of createInterface({ input: child.stdout })) {
    said = Number(line)
    if (said >= enough) child.kill('SIGKILL')
  }
  const [, signal] = (await exit) as [number | null, string | null]
  if (signal !== 'SIGKILL') throw new Error('the child ended by itself')
  return said
}

const inFile = (file: string, query: string): unknown => {
  const database = new Database(file, { readonly: true })
  try {
    return database.prepare(query).all()
  } finally {
    database.close()
  }
}

it.each([1, 1500, 3500])('killed after %i lines leaves nothing', { timeout: 120_000 }, async (enough) => {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  await welcomed(test)
  await test.composed.close()
  expect(await killedAt(test, enough)).toBeGreaterThanOrEqual(enough)
  await test.restart()

  expect(inFile(test.file, 'select count(*) as n from accounts')).toEqual([{ n: 1 }])
  expect(inFile(test.file, 'select count(*) as n from import_lines')).toEqual([{ n: 0 }])
  expect(inFile(test.file, 'select sum(count) as n from account_counts')).toEqual([{ n: 1 }])
  expect(inFile(test.file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(inFile(test.file, "select count(*) as n from audit where act = 'imports.apply'")).toEqual([{ n: 0 }])
  const rows = inFile(test.file, 'select * from audit order by no') as Parameters<typeof checkChain>[0]
  expect(checkChain(rows, genesis).brokenAt).toBeNull()

  const desk = test.at(test.seat())
  await desk.session.signIn({ email, password })
  const { importId } = await checked(desk, csvFile(accountsCsv(lines)))
  expect((await desk.imports.apply({ importId })).counts).toMatchObject({ new: lines })
  expect((await desk.accounts.marks({ filter: {} })).total).toBe(lines + 1)
})
