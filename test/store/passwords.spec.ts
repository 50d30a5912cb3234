/** Who has no password: counted from the counters and found in slices, the same as asking everybody. */
import { expect, test } from 'vitest'
import { account, at, tempStore } from './temp-store'

const password = (account_id: string) => ({ account_id, phc: 'x', set_at: at, must_change: 0, expires_at: null })

test('the few among many are found across slices, in order, page by page, and the count is exact', async () => {
  const { store } = await tempStore()
  const ids = Array.from({ length: 4500 }, (_, nr) => `n${String(nr).padStart(4, '0')}`)
  const lacking = new Set(['n0000', 'n1999', 'n2000', 'n2001', 'n4000', 'n4499'])
  const disabled = new Set(['n2001', 'n3000'])
  await store.write(async (tables) => {
    for (let from = 0; from < ids.length; from += 500) {
      const some = ids.slice(from, from + 500)
      await tables.accounts.insertMany(some.map((id) => account(id, { enabled: disabled.has(id) ? 0 : 1 })))
    }
    for (const id of ids) if (!lacking.has(id)) await tables.passwords.set(password(id))
  })
  const wanted = ['n0000', 'n1999', 'n2000', 'n4000', 'n4499']
  const page = (after: string | null, limit: number) =>
    store
      .read((tables) => tables.passwords.lacking(after, limit, at))
      .then(({ count, accounts }) => ({
        count,
        ids: accounts.map(({ id }) => id),
      }))
  expect(await page(null, 500)).toEqual({ count: 5, ids: wanted })
  expect(await page(null, 2)).toEqual({ count: 5, ids: wanted.slice(0, 2) })
  expect(await page('n1999', 2)).toEqual({ count: 5, ids: wanted.slice(2, 4) })
  expect(await page('n2001', 2)).toEqual({ count: 5, ids: wanted.slice(3) })
  expect(await page('n4499', 10)).toEqual({ count: 5, ids: [] })
  expect(await page('nobody', 10)).toEqual({ count: 5, ids: [] })
})

test('one made by the desk that ran out counts as none, across slices and not of the disabled', async () => {
  const { store } = await tempStore()
  const ids = Array.from({ length: 4500 }, (_, nr) => `n${String(nr).padStart(4, '0')}`)
  const over = new Set(['n0007', 'n1999', 'n2000', 'n4499'])
  const good = new Set(['n0008', 'n3000'])
  const temporary = (id: string, expires_at: string | null) => ({ ...password(id), must_change: 1, expires_at })
  await store.write(async (tables) => {
    for (let from = 0; from < ids.length; from += 500) {
      const some = ids.slice(from, from + 500)
      await tables.accounts.insertMany(some.map((id) => account(id, { enabled: id === 'n2000' ? 0 : 1 })))
    }
    for (const id of ids) {
      const given = over.has(id) ? temporary(id, at) : good.has(id) ? temporary(id, '9999-01-01T00:00:00.000Z') : null
      await tables.passwords.set(given ?? password(id))
    }
    await tables.passwords.set(temporary('n0009', null))
  })
  const { count, accounts } = await store.read((tables) => tables.passwords.lacking(null, 10, at))
  expect({ count, ids: accounts.map(({ id }) => id) }).toEqual({ count: 3, ids: ['n0007', 'n1999', 'n4499'] })
})

test('nobody lacks one in an empty store', async () => {
  const { store } = await tempStore()
  expect(await store.read((tables) => tables.passwords.lacking(null, 10, at))).toEqual({ count: 0, accounts: [] })
})

test('lets others have their turn while it looks', async () => {
  const { store } = await tempStore()
  await store.write(async (tables) => {
    const ids = Array.from({ length: 4500 }, (_, nr) => `n${nr}`)
    for (let from = 0; from < ids.length; from += 500) {
      await tables.accounts.insertMany(ids.slice(from, from + 500).map((id) => account(id)))
    }
    for (const id of ids) await tables.passwords.set(password(id))
  })
  let turns = 0
  let looking = true
  const turn = () => {
    turns += 1
    if (looking) setImmediate(turn)
  }
  setImmediate(turn)
  await store.read((tables) => tables.passwords.lacking(null, 10, at))
  looking = false
  expect(turns).toBeGreaterThanOrEqual(3)
})
