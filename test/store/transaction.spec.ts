/** Write transactions: whole or not at all, one after another, gone when they are over. */
import { expect, test } from 'vitest'
import type { WriteTables } from '../../src-main/store/store'
import { account, auditRow, tempStore } from './temp-store'

test('what was written is read on the other connection, and not before it is committed', async () => {
  const { store } = await tempStore()
  const find = () => store.read((tables) => tables.accounts.find('a'))
  await store.write(async (tables) => {
    await tables.accounts.insert(account('a'))
    expect(await tables.accounts.find('a')).not.toBeNull()
    expect(await find()).toBeNull()
  })
  expect((await find())?.email).toBe('a@corp.example')
})

test('a throw leaves nothing of the transaction: no row, no counter, no search entry, no audit row', async () => {
  const { store } = await tempStore()
  const failing = store.write(async (tables) => {
    await tables.accounts.insert(account('a'))
    await tables.audit.append(auditRow())
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  const page = { filter: { search: 'person' }, from: null, direction: 'forward', limit: 10, at: '' } as const
  await store.read(async (tables) => {
    expect(await tables.accounts.find('a')).toBeNull()
    expect(await tables.accounts.count({})).toBe(0)
    expect((await tables.accountList.page(page)).rows).toEqual([])
    expect((await tables.audit.last()).no).toBe(0)
  })
})

test('writes run one after another in the order they were asked for, a failed one between them', async () => {
  const { store } = await tempStore()
  const seen: string[] = []
  const write = (name: string, fails = false) =>
    store.write(async (tables) => {
      seen.push(`${name} begins`)
      await tables.meta.set(name, name)
      await tables.meta.find(name)
      seen.push(`${name} ends`)
      if (fails) throw new Error(name)
    })
  const all = await Promise.allSettled([write('a'), write('b', true), write('c')])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(await store.read((tables) => tables.meta.list())).toEqual({ a: 'a', c: 'c' })
})

test.each([
  ['committed', false],
  ['rolled back', true],
])('tables kept past the end of a transaction that was %s throw and write nothing', async (_, fails) => {
  const { store } = await tempStore()
  let kept: WriteTables | undefined
  const ended = store.write(async (tables) => {
    kept = tables
    if (fails) throw new Error('stop')
  })
  await ended.catch(() => {})
  await expect(kept?.meta.set('late', 'x')).rejects.toThrow(/already/)
  await expect(kept?.meta.find('late')).rejects.toThrow(/already/)
  expect(await store.read((tables) => tables.meta.list())).toEqual({})
})

test('a write asked for inside a write throws instead of waiting for itself', async () => {
  const { store } = await tempStore()
  const nested = store.write(() => store.write((tables) => tables.meta.set('a', 'b')))
  await expect(nested).rejects.toThrow('inside a write')
  await store.write((tables) => tables.meta.set('after', 'fine'))
})

test('closing waits for the writes asked for and refuses later ones', async () => {
  const { store } = await tempStore()
  const writing = store.write((tables) => tables.meta.set('a', 'b'))
  await store.close()
  await writing
  expect(() => store.write((tables) => tables.meta.set('c', 'd'))).toThrow('closed')
})
