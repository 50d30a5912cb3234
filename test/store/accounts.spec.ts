/** Accounts: rows, counters and search entries stay in step through random changes; addresses and user names are unique. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Store } from '../../src-main/store/store'
import { anyFields } from './made-up-accounts'
import { account, lookInto, tempStore } from './temp-store'

// Many rounds on a real disk, beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const grouped = `select department, role, policy, state, enabled, count(*) as count from accounts
  group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`
const counted = 'select * from account_counts order by 1, 2, 3, 4, 5'

const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), rows: fc.array(anyFields, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant('change' as const),
    rows: fc.array(fc.tuple(fc.nat(200), fc.option(fc.integer({ min: 1, max: 3 })), anyFields), { maxLength: 60 }),
  }),
  fc.record({ kind: fc.constant('fail' as const), rows: fc.array(anyFields, { maxLength: 5 }) }),
)

async function findByName(store: Store, name: string): Promise<string[]> {
  const request = { filter: { search: name }, from: null, direction: 'forward', limit: 1000, at: '' } as const
  return (await store.read((tables) => tables.accountList.page(request))).rows.map((row) => row.id).toSorted()
}

test('after any changes the counters are what counting gives, and searches find what is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { store, file } = await tempStore()
      let made = 0
      const insertRows = (rows: readonly object[]) => rows.map((fields) => account(`n${made++}`, fields))
      for (const { kind, rows } of steps) {
        await store
          .write(async ({ accounts }) => {
            if (kind === 'insert') await accounts.insertMany(insertRows(rows))
            if (kind === 'change') {
              const changes = rows.map(([nr, rev, fields]) => ({
                id: `n${nr}`,
                fields,
                ...(rev === null ? {} : { rev }),
              }))
              const { changed, missed } = await accounts.changeMany(changes)
              expect(changed + missed.length).toBe(changes.length)
            }
            if (kind === 'fail') {
              await accounts.insertMany(insertRows(rows))
              throw new Error('stop')
            }
          })
          .catch((error: unknown) => expect(error).toMatchObject({ message: 'stop' }))
      }
      expect(await lookInto(file, counted)).toEqual(await lookInto(file, grouped))
      const rows = await lookInto<{ id: string; name: string }>(file, 'select id, name from accounts')
      for (const name of ['太郎', '민수', 'anna']) {
        const wanted = rows
          .filter((row) => row.name.normalize('NFKC').toLowerCase().includes(name))
          .map((row) => row.id)
        expect(await findByName(store, name)).toEqual(wanted.toSorted())
      }
      await store.close()
    }),
    { numRuns: 25 },
  )
})

test('an address or user name that another account has in another spelling is refused', async () => {
  const { store } = await tempStore()
  const insert = (given: object, id = 'b') => store.write((tables) => tables.accounts.insert(account(id, given)))
  await insert({ email: 'Anna@Corp.example', user_name: 'anna' }, 'a')
  await expect(insert({ email: 'ａnna@corp.EXAMPLE' })).rejects.toMatchObject({ code: 'email-taken' })
  await expect(insert({ user_name: 'ＡＮＮＡ ' })).rejects.toMatchObject({ code: 'user-name-taken' })
  await insert({})
  await insert({}, 'c')
  const change = (fields: object) => store.write((tables) => tables.accounts.change('b', fields))
  await expect(change({ email: 'ANNA@corp.example' })).rejects.toMatchObject({ code: 'email-taken' })
  await expect(change({ user_name: 'Anna' })).rejects.toMatchObject({ code: 'user-name-taken' })
  expect(await store.read((tables) => tables.accounts.count({}))).toBe(3)
})

test('a change that saw another rev, or no account, changes nothing', async () => {
  const { store } = await tempStore()
  await store.write(async ({ accounts }) => {
    await accounts.insert(account('a'))
    expect(await accounts.changeIfRev('a', 1, { name: 'B' })).toBe(true)
    expect(await accounts.changeIfRev('a', 1, { name: 'C' })).toBe(false)
    expect(await accounts.change('nobody', { name: 'C' })).toBe(false)
    expect(await accounts.find('a')).toMatchObject({ name: 'B', sort_key: 'b', rev: 2 })
  })
})

test('many keys at once find their rows and no others', async () => {
  const { store } = await tempStore()
  const all = Array.from({ length: 1200 }, (_, nr) => account(`k${nr}`, nr % 2 === 0 ? { user_name: `U${nr}` } : {}))
  await store.write((tables) => tables.accounts.insertMany(all))
  for (const size of [0, 1, 9, 10, 99, 150, 1200]) {
    const some = all.slice(0, size)
    await store.read(async ({ accounts }) => {
      const byEmail = await accounts.findByEmailKeys([...some.map((one) => one.email), 'nobody@corp.example'])
      expect(byEmail.map((row) => row.id).toSorted()).toEqual(some.map((one) => one.id).toSorted())
      const byUserName = await accounts.findByUserNameKeys(some.map((_, nr) => `u${nr}`))
      expect(byUserName).toHaveLength(Math.ceil(size / 2))
    })
  }
})

test.each([
  ['role', 'chief'],
  ['state', 'enrolled'],
  ['policy', 'maybe'],
  ['enabled', 2],
  ['language', 'fr'],
  ['email_unverified', 'yes'],
])('the table itself refuses %s %j', async (column, value) => {
  const { store } = await tempStore()
  const insert = store.write((tables) => tables.accounts.insert(account('a', { [column]: value })))
  await expect(insert).rejects.toThrow(/CHECK|cannot store/)
})

test('administrators are counted from the counters', async () => {
  const { store } = await tempStore()
  const { any, countEnabledAdministrators } = await store.read(async (tables) => tables.accounts)
  expect(await any()).toBe(false)
  await store.write(async ({ accounts }) => {
    await accounts.insert(account('a', { role: 'administrator' }))
    await accounts.insert(account('b', { role: 'administrator', enabled: 0 }))
    await accounts.insert(account('c', { role: 'user' }))
  })
  expect(await any()).toBe(true)
  expect(await countEnabledAdministrators()).toBe(1)
})
