/** Anchors: written when they are due, to a folder apart, for this person alone; and a desk that goes on where they cannot be. */
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { anchorText, type AnchorLine } from '../../src-main/engine/signed-text'
import { isSignedBy } from '../../src-main/keys/signing-key'
import { behind, openBehind } from '../doubles/behind-the-desk'
import { outside, rowsOf } from '../doubles/store-outside'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import { auditRow } from '../store/made-up-rows'

vi.setConfig({ testTimeout: 60_000 })

const minute = 60_000
let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

const folder = () => join(test.folder, 'anchors')
const fileOf = () => join(folder(), readdirSync(folder())[0]!)
function anchors(): AnchorLine[] {
  try {
    const lines = readFileSync(fileOf(), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    return lines.map((line) => JSON.parse(line) as AnchorLine)
  } catch {
    return []
  }
}
const numbers = () => anchors().map(({ no }) => no)

/** Rows by another hand, one after the other; the desk looks after each. */
async function write(count: number): Promise<void> {
  const hand = await openBehind(test)
  for (let nr = 0; nr < count; nr += 1) {
    await hand.write((tables) => tables.audit.append(auditRow({ at: new Date(test.time).toISOString() })))
    await test.tick()
  }
  await hand.close()
}

describe('an anchor is written', () => {
  it('at every 64th row', async () => {
    const { last } = await desk.audit.state()
    await write(64 - last - 1)
    expect(numbers()).toEqual([])
    await write(1)
    expect(numbers()).toEqual([64])
    await write(63)
    expect(numbers()).toEqual([64])
    await write(1)
    expect(numbers()).toEqual([64, 128])
  })

  it('by an act at the desk as well, which does not wait for it', async () => {
    const { last } = await desk.audit.state()
    await write(64 - last - 1)
    await desk.self.setLanguage({ language: 'ja' })
    await vi.waitFor(() => expect(numbers()).toEqual([64]))
  })

  it('ten minutes after the last one, and only where there are rows', async () => {
    await write(1)
    test.time += 10 * minute - 1
    await test.tick()
    expect(numbers()).toEqual([])
    test.time += 1
    await test.tick()
    const { last, anchor } = await desk.audit.state()
    expect(numbers()).toEqual([last])
    expect(anchor).toEqual({ no: last, at: new Date(test.time).toISOString() })
    test.time += 30 * minute
    await test.tick()
    expect(numbers()).toEqual([last])
  })

  it('at close, once', async () => {
    const { last } = await desk.audit.state()
    await test.restart()
    expect(numbers()).toEqual([last])
    await test.restart()
    expect(numbers()).toEqual([last])
  })
})

it('lies in a folder of its own, for this person alone, and holds number, hash, instant, key and signature', async () => {
  await test.restart()
  const [anchor] = anchors()
  const row = rowsOf(test).at(-1)!
  const key = outside(test, (db) => db.prepare('select * from signing_keys').all()) as {
    id: string
    public_key: string
  }[]
  expect(key).toHaveLength(1)
  expect(anchor).toMatchObject({ no: row.no, hash: row.hash, key: key[0]!.id, at: new Date(test.time).toISOString() })
  expect(isSignedBy(key[0]!.public_key, anchorText(anchor!), anchor!.signature)).toBe(true)
  if (process.platform !== 'win32') {
    expect(statSync(folder()).mode & 0o777).toBe(0o700)
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600)
  }
})

it('goes on after a last line that was torn', async () => {
  await test.restart()
  const before = numbers()
  appendFileSync(fileOf(), '{"store":"torn')
  await write(1)
  await test.restart()
  const whole = readFileSync(fileOf(), 'utf8').split('\n')
  expect(whole[1]).toBe('{"store":"torn')
  expect(JSON.parse(whole[2]!)).toMatchObject({ no: before[0]! + 1 })
  expect(await test.at(test.seat()).session.state()).toBeDefined()
  expect(test.logged).toEqual([])
})

describe('where the folder cannot be used', () => {
  const inTheWay: [string, () => void][] = [
    ['a file stands in its place', () => writeFileSync(folder(), '')],
    ['it is a link', () => symlinkSync(join(test.folder, 'keys'), folder())],
    [
      'the file is a link',
      () => {
        const id = outside(test, (db) =>
          db.prepare(`select value from meta where name = 'store-id'`).pluck().get(),
        ) as string
        mkdirSync(folder())
        writeFileSync(join(test.folder, 'elsewhere'), 'as it was')
        symlinkSync(join(test.folder, 'elsewhere'), join(folder(), `${id}.jsonl`))
      },
    ],
  ]
  it.each(inTheWay)(
    'as %s, it is told, the desk goes on, and the next one is written once it can be',
    async (_, block) => {
      block()
      await write(64)
      const state = await desk.audit.state()
      expect(state).toMatchObject({ anchor: null, anchorTrouble: 'unreachable', brokenAt: null })
      await desk.self.setLanguage({ language: 'ja' })
      expect(JSON.stringify(test.logged)).toMatch(/anchors? of the audit log could not be (written|read)/)
      rmSync(folder(), { recursive: true, force: true })
      test.time += 10 * minute
      await test.tick()
      const { last, anchor, anchorTrouble } = await desk.audit.state()
      expect(anchor).toMatchObject({ no: last })
      expect(anchorTrouble).toBeNull()
    },
  )
})

it('signs for nothing any more once rows since the last anchor do not hold: the state is broken at once', async () => {
  await write(64)
  const signed = numbers()
  await write(3)
  outside(test, (db) => {
    db.exec('drop trigger audit_no_update')
    db.prepare(`update audit set actor_name = 'Somebody Else' where no = ?`).run(signed.at(-1)! + 2)
  })
  await write(64)
  expect(numbers()).toEqual(signed)
  expect(await desk.audit.state()).toMatchObject({ brokenAt: signed.at(-1)! + 2, brokenKind: 'changed' })
})

it('makes no second key, whoever asks first', async () => {
  await behind(test, async () => undefined)
  await Promise.all([write(70), test.tick(), test.tick()])
  expect(outside(test, (db) => db.prepare('select count(*) from signing_keys').pluck().get())).toBe(1)
})
