/** Custody of very many sets: each on exactly one page, also where what is looked for lies far down, and with a breath between. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CustodySetRow, CustodyWanted } from '../../src-main/store/custody'
import { account, tempStore } from './temp-store'

const sets = 3500
const idOf = (nr: number) => `s${String(nr).padStart(5, '0')}`

/** Ten at one instant; every 700th is acknowledged, and the very oldest. */
async function manySets() {
  const { store } = await tempStore()
  await store.write(async ({ accounts, recoverySets, custody }) => {
    await accounts.insert(account('a'))
    for (let nr = 0; nr < sets; nr += 1) {
      const made_at = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(nr / 10))).toISOString()
      const set = { id: idOf(nr), account_id: 'a', number: nr + 1, salt: 's', checksum: 'c', made_at }
      await recoverySets.supersede('a', made_at)
      await recoverySets.insert(set, ['h'])
      if (nr % 700 !== 0) continue
      const handed = { how: 'envelope', handed_to: 'Aoi', handed_at: made_at, handed_by_name: 'K', note: '' } as const
      await custody.handOver(set.id, handed)
    }
  })
  return store
}

test('pages hold every set once, newest first, and what is far down is found in slices', async () => {
  const store = await manySets()
  const wanted: CustodyWanted = {
    ...{ accountIds: null, checksum: null, states: null, fewLeft: false, before: null, limit: 200 },
  }
  let breaths = 0
  const pause = async () => void (breaths += 1)
  const page = (more: Partial<CustodyWanted>) =>
    store.read((tables) => tables.custody.list({ ...wanted, ...more }, pause))
  const place = (row: CustodySetRow) => ({ madeAt: row.made_at, id: row.id })
  async function all(more: Partial<CustodyWanted>): Promise<string[]> {
    const found: string[] = []
    for (let before: CustodyWanted['before'] = null; ;) {
      const rows = await page({ ...more, before })
      found.push(...rows.map(({ id }) => id))
      const last = rows.at(-1)
      if (!last) return found
      before = place(last)
    }
  }
  const newestFirst = Array.from({ length: sets }, (_, at) => idOf(sets - 1 - at))
  expect(await all({})).toEqual(newestFirst)

  breaths = 0
  // All but the newest are superseded, so a set handed over is nowhere: the whole of it is passed, and never at once.
  expect(await page({ states: ['handed-over'] })).toEqual([])
  expect(breaths).toBeGreaterThanOrEqual(sets / 1000)

  await fc.assert(
    fc.asyncProperty(fc.nat(sets - 1), fc.integer({ min: 1, max: 1500 }), async (from, limit) => {
      const before = { madeAt: (await page({ limit: sets }))[from]?.made_at ?? '', id: newestFirst[from] ?? '' }
      const rows = await page({ before, limit })
      expect(rows.map(({ id }) => id)).toEqual(newestFirst.slice(from + 1, from + 1 + limit))
    }),
    { numRuns: 12 },
  )
})
