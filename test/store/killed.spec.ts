/** A process killed -9 in the middle of writing: nothing acknowledged is lost, nothing half done is left. */
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { checkChain, genesis } from '../../src-main/engine/audit-chain'
import { openStore } from '../../src-main/store/store'
import { killAt } from './child'
import { account, auditRow, lookInto, tempFolder } from './temp-store'

// A child process starts, compiles and writes beside everything else that is tested just now.
vi.setConfig({ testTimeout: 60_000 })

async function reopened(file: string) {
  const store = await openStore({ file })
  onTestFinished(() => store.close())
  return store
}

// The last is more than SQLite keeps in memory: by then pages of the transaction stand in the write-ahead log.
test.each([200, 1000, 4000, 12000, 40000])('an import killed after %i accounts leaves nothing', async (number) => {
  const file = join(tempFolder(), 'desk.db')
  await (await openStore({ file })).close()
  await killAt('import', file, number)
  const store = await reopened(file)
  const request = { filter: { search: '田中' }, from: null, direction: 'forward', limit: 10, at: '' } as const
  await store.read(async (tables) => {
    expect(await tables.accounts.count({})).toBe(0)
    expect((await tables.accountList.page(request)).rows).toEqual([])
    expect((await tables.audit.last()).no).toBe(0)
  })
  expect(await lookInto(file, 'select count(*) as count from accounts')).toEqual([{ count: 0 }])
  expect(await lookInto(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  await store.write((tables) => tables.accounts.insert(account('p1', { name: '田中 太郎' })))
  expect((await store.read((tables) => tables.accountList.page(request))).rows).toHaveLength(1)
})

test.each([1, 7, 60])('writes killed after commit %i are all there, and their chain holds', async (number) => {
  const file = join(tempFolder(), 'desk.db')
  const acknowledged = await killAt('commit', file, number)
  const store = await reopened(file)
  const rows = await store.read((tables) => tables.audit.listFrom(1, 10_000))
  expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
  expect(checkChain(rows, genesis).brokenAt).toBeNull()
})

test.each([1, 3, 10, 40])(
  'accounts moved and killed after row %i: events, counters and accounts say the same',
  async (number) => {
    const file = join(tempFolder(), 'desk.db')
    await killAt('moves', file, number)
    const store = await reopened(file)
    const grouped = `select department, role, policy, state, enabled, count(*) as count from accounts
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`
    const counted = await lookInto(file, grouped)
    expect(await lookInto(file, 'select * from account_counts order by 1, 2, 3, 4, 5')).toEqual(counted)
    const lastEvents = `select s.department, s.role, s.policy, s.state, s.enabled, count(*) as count
    from account_events e join standings s on s.id = e.after
    where seq = (select max(seq) from account_events l where l.account_id = e.account_id)
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`
    expect(await lookInto(file, lastEvents)).toEqual(counted)
    const apart = `select count(*) as count from account_events e left join account_events p on p.seq = e.prev
    where e.before is not p.after or e.no > (select max(no) + 1 from audit)`
    expect(await lookInto(file, apart)).toEqual([{ count: 0 }])
    // What has no row yet is answered for by the next one.
    await store.write((tables) => tables.audit.append(auditRow()))
    await store.read(async ({ audit, coverage }) => {
      const rows = await audit.listFrom(1, 10_000)
      expect(checkChain(rows, genesis).brokenAt).toBeNull()
      for (const { no, detail } of rows) expect(JSON.parse(detail)).toEqual(await coverage.detailOf(no))
      const { no } = await audit.last()
      const sums = (await coverage.countsAt(no)).map(({ count }) => count)
      expect(sums.reduce((sum, count) => sum + count, 0)).toBe(await store.read((tables) => tables.accounts.count({})))
    })
  },
)
