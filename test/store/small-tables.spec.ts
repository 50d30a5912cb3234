/** Tables of few rows: facts about the store, settings, key slots, passwords; and sessions that are forgotten. */
import { expect, test } from 'vitest'
import { account, at, tempStore } from './temp-store'

test('a fact about the store is inserted once, set again, and removed', async () => {
  const { store } = await tempStore()
  await store.write(async ({ meta }) => {
    expect(await meta.find('canary')).toBeNull()
    expect(await meta.insert('canary', 'v1.a')).toBe(true)
    expect(await meta.insert('canary', 'v1.b')).toBe(false)
    expect(await meta.find('canary')).toBe('v1.a')
    await meta.set('canary', 'v1.c')
    expect(await meta.list()).toEqual({ canary: 'v1.c' })
    expect(await meta.remove('canary')).toBe(true)
    expect(await meta.remove('canary')).toBe(false)
  })
})

test('a setting is what it was set to last', async () => {
  const { store } = await tempStore()
  await store.write(async ({ settings }) => {
    await settings.set('issuer', 'MFA Desk')
    await settings.set('issuer', 'WhaTap')
  })
  expect(await store.read((tables) => tables.settings.find('issuer'))).toBe('WhaTap')
  expect(await store.read((tables) => tables.settings.list())).toEqual({ issuer: 'WhaTap' })
})

test('a printed key is confirmed once, and a new one takes its place unconfirmed', async () => {
  const { store } = await tempStore()
  const slot = {
    id: 'one',
    kind: 'recovery-key' as const,
    wrapped: 'v1.x',
    parameters: '{}',
    made_at: at,
    confirmed_at: null,
  }
  await store.write(async ({ keySlots }) => {
    await keySlots.insert({ ...slot, id: 'file', kind: 'key-file', confirmed_at: at })
    await keySlots.insert(slot)
    expect(await keySlots.confirm('one', at)).toBe(true)
    expect(await keySlots.confirm('one', at)).toBe(false)
    await keySlots.replace('recovery-key', { ...slot, id: 'two' })
    expect(await keySlots.find('recovery-key')).toMatchObject({ id: 'two', confirmed_at: null })
    expect((await keySlots.list()).map((row) => row.id).toSorted()).toEqual(['file', 'two'])
    expect(await keySlots.remove('two')).toBe(true)
    expect(await keySlots.find('recovery-key')).toBeNull()
  })
})

test('an account has one password, and only accounts have', async () => {
  const { store } = await tempStore()
  const password = { account_id: 'a', phc: '$scrypt$1', set_at: at, must_change: 1, expires_at: null }
  await expect(store.write((tables) => tables.passwords.set(password))).rejects.toThrow('FOREIGN KEY')
  await store.write(async ({ accounts, passwords }) => {
    await accounts.insert(account('a'))
    await passwords.set(password)
    await passwords.set({ ...password, phc: '$scrypt$2', must_change: 0 })
    expect(await passwords.find('a')).toEqual({ ...password, phc: '$scrypt$2', must_change: 0 })
    expect(await passwords.remove('a')).toBe(true)
    expect(await passwords.find('a')).toBeNull()
  })
})

test('sessions last seen long ago are forgotten, open ones are counted by when they were seen and made', async () => {
  const { store } = await tempStore()
  const hours = (nr: number) => `2026-03-31T${String(nr).padStart(2, '0')}:00:00.000Z`
  await store.write(async ({ accounts, sessions }) => {
    await accounts.insert(account('a'))
    for (let nr = 1; nr <= 9; nr += 1) {
      await sessions.insert({
        id_hash: `h${nr}`,
        account_id: 'a',
        host: 'loopback',
        computer: 'DESK-01',
        made_at: hours(nr),
        last_seen_at: hours(nr + 1),
        fresh_at: hours(nr),
        step_up_unused: 0,
        entered_by: 'password',
        factor_at: null,
        ended_at: nr === 9 ? hours(10) : null,
      })
    }
    expect(await sessions.countOpen('a', hours(5), hours(5))).toBe(3)
    expect(await sessions.touch('h8', hours(20))).toBe(true)
    expect(await sessions.removeOlder(hours(8))).toBe(6)
    expect(await sessions.find('h6')).toBeNull()
    expect(await sessions.find('h8')).toMatchObject({ last_seen_at: hours(20) })
  })
})
