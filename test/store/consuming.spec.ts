/** One-time means once: every consumption is one conditional UPDATE that must change exactly one row. */
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { OtpKeyRow } from '../../src-main/store/otp-keys'
import { openStore, type Store } from '../../src-main/store/store'
import { account, at, tempFolder, tempStore } from './temp-store'

// Many rounds on a real disk, beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const otpKey = (given: Partial<OtpKeyRow> = {}): OtpKeyRow => ({
  id: 'key',
  account_id: 'a',
  status: 'active',
  sealed: 'v1.x',
  algorithm: 'SHA-1',
  digits: 6,
  period_seconds: 30,
  last_step: null,
  made_at: at,
  verified_at: null,
  last_used_at: null,
  rev: 1,
  ...given,
})

/** Two stores over one file, as two processes would hold it. */
async function twoStores(): Promise<readonly [Store, Store]> {
  const file = join(tempFolder(), 'desk.db')
  const stores = [await openStore({ file }), await openStore({ file })] as const
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))))
  await stores[0].write((tables) => tables.accounts.insert(account('a')))
  return stores
}

const wins = (results: boolean[]) => results.filter(Boolean).length

test('an OTP step is accepted once, and never an older one', async () => {
  const [one, two] = await twoStores()
  await one.write((tables) => tables.otpKeys.insert(otpKey()))
  for (let step = 100; step < 104; step += 1) {
    const tries = [one, two, one, two].map((store) => store.write((tables) => tables.otpKeys.consume('key', step, at)))
    expect(wins(await Promise.all(tries))).toBe(1)
  }
  expect(await one.write((tables) => tables.otpKeys.consume('key', 102, at))).toBe(false)
  expect(await one.read((tables) => tables.otpKeys.find('a', 'active'))).toMatchObject({ last_step: 103, rev: 5 })
})

test('the broken way, reading before writing, lets one step in twice', async () => {
  const { store } = await tempStore()
  await store.write(async (tables) => {
    await tables.accounts.insert(account('a'))
    await tables.otpKeys.insert(otpKey())
  })
  const readCheckWrite = async () => {
    const key = await store.read((tables) => tables.otpKeys.findById('key'))
    if (key === null || (key.last_step ?? 0) >= 5) return false
    await store.write(async (tables) => {
      await tables.otpKeys.remove('a', 'active')
      await tables.otpKeys.insert(otpKey({ last_step: 5 }))
    })
    return true
  }
  expect(wins(await Promise.all([readCheckWrite(), readCheckWrite()]))).toBe(2)
})

test('a pending key takes no token', async () => {
  const [store] = await twoStores()
  await store.write((tables) => tables.otpKeys.insert(otpKey({ status: 'pending' })))
  expect(await store.write((tables) => tables.otpKeys.consume('key', 5, at))).toBe(false)
})

test('a recovery code is used once, and not at all after its set is void', async () => {
  const [one, two] = await twoStores()
  const set = { id: 's1', account_id: 'a', number: 1, salt: 'salt', checksum: 'AAAA-BBBB', made_at: at }
  await one.write((tables) => tables.recoverySets.insert(set, ['h1', 'h2', 'h3']))
  const tries = [one, two, one, two].map((store) =>
    store.write((tables) => tables.recoverySets.consume('s1', 'h1', at)),
  )
  expect(wins(await Promise.all(tries))).toBe(1)
  expect(await two.read((tables) => tables.recoverySets.findInForce('a'))).toMatchObject({ left: 2, of: 3 })
  await two.write(async (tables) => {
    expect(await tables.recoverySets.supersede('a', at)).toBe(true)
    await tables.recoverySets.insert({ ...set, id: 's2', number: await tables.recoverySets.nextNumber('a') }, ['h9'])
  })
  expect(await one.write((tables) => tables.recoverySets.consume('s1', 'h2', at))).toBe(false)
  expect(await one.read((tables) => tables.recoverySets.findInForce('a'))).toMatchObject({
    id: 's2',
    number: 2,
    left: 1,
  })
})

test('two sets of one account cannot both be in force', async () => {
  const [store] = await twoStores()
  const set = { account_id: 'a', salt: 'salt', checksum: 'AAAA-BBBB', made_at: at }
  await store.write((tables) => tables.recoverySets.insert({ ...set, id: 's1', number: 1 }, ['h1']))
  const second = store.write((tables) => tables.recoverySets.insert({ ...set, id: 's2', number: 2 }, ['h2']))
  await expect(second).rejects.toThrow('UNIQUE')
})

test('a pending key is activated once and takes the place of the former key', async () => {
  const [one, two] = await twoStores()
  await one.write(async (tables) => {
    await tables.otpKeys.insert(otpKey({ id: 'former' }))
    await tables.otpKeys.insert(otpKey({ id: 'next', status: 'pending' }))
  })
  expect(await one.write((tables) => tables.otpKeys.activate('next', 2, 7, at))).toBe(false)
  expect(await one.read((tables) => tables.otpKeys.findById('former'))).not.toBeNull()
  const tries = [one, two].map((store) => store.write((tables) => tables.otpKeys.activate('next', 1, 7, at)))
  expect(wins(await Promise.all(tries))).toBe(1)
  expect(await two.read((tables) => tables.otpKeys.findById('former'))).toBeNull()
  expect(await two.write((tables) => tables.otpKeys.consume('next', 7, at))).toBe(false)
  expect(await two.write((tables) => tables.otpKeys.consume('next', 8, at))).toBe(true)
})

test('a step-up is used once and not by an ended session', async () => {
  const [one, two] = await twoStores()
  const session = {
    id_hash: 'h',
    account_id: 'a',
    host: 'loopback',
    computer: 'DESK-01',
    made_at: at,
    last_seen_at: at,
    fresh_at: at,
    step_up_unused: 1,
    ended_at: null,
    entered_by: 'password' as const,
    factor_at: null,
  }
  await one.write((tables) => tables.sessions.insert(session))
  await one.write((tables) => tables.sessions.insert({ ...session, id_hash: 'other' }))
  const tries = [one, two].map((store) => store.write((tables) => tables.sessions.consumeStepUp('h')))
  expect(wins(await Promise.all(tries))).toBe(1)
  expect(await one.write((tables) => tables.sessions.endOf('a', at))).toBe(2)
  expect(await one.write((tables) => tables.sessions.consumeStepUp('other'))).toBe(false)
  expect(await one.write((tables) => tables.sessions.touch('h', at))).toBe(false)
  expect(await one.write((tables) => tables.sessions.end('h', at))).toBe(false)
  expect(await one.read((tables) => tables.sessions.countOpen('a', '', ''))).toBe(0)
})

test('of two changes of an account that saw the same rev one happens', async () => {
  const [one, two] = await twoStores()
  const tries = [one, two].map((store, nr) =>
    store.write((tables) => tables.accounts.changeIfRev('a', 1, { department: `d${nr}` })),
  )
  expect(wins(await Promise.all(tries))).toBe(1)
  expect(await one.read((tables) => tables.accounts.find('a'))).toMatchObject({ rev: 2 })
})
