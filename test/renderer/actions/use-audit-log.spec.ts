/** The log in pages: under a filter, from both ends, a stretch kept that grows and is let go; late answers are not heard. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, calls, forgetAll } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const { useAuditLog } = await import('../../../src-renderer/actions/use-audit-log')

const newestNo = 5000
interface Asked {
  before: number | null
  after?: number
  limit: number
}
/** A log of 5,000 rows, gapless. */
function rowsFor({ before, after, limit }: Asked): { rows: { no: number }[]; more: boolean } {
  const from = after === undefined ? (before ?? newestNo + 1) - 1 : Math.min(newestNo, after + limit)
  const rows = Array.from({ length: limit }, (_, nr) => ({ no: from - nr })).filter(({ no }) => no > (after ?? 0))
  const last = rows.at(-1)?.no ?? 1
  return { rows, more: after === undefined ? last > 1 : (rows[0]?.no ?? newestNo) < newestNo }
}

beforeEach(() => {
  forgetAll()
  setActivePinia(createPinia())
  answer('audit.list', (asked: unknown) => rowsFor(asked as Asked))
  answer('audit.count', { rows: newestNo, more: false })
  answer('audit.state', { last: newestNo, brokenAt: null })
})
const listed = () => calls.filter(([name]) => name === 'audit.list').map(([, asked]) => asked)

describe('the log in pages', () => {
  it('goes on downwards, and lets the newest rows go where it holds too many', async () => {
    const log = useAuditLog()
    await log.open(null)
    expect([log.rows.value[0]?.no, log.rows.value.length, log.moreAbove.value]).toEqual([5000, 100, false])
    for (let nr = 0; nr < 25; nr += 1) await log.older()
    expect(log.rows.value).toHaveLength(2000)
    expect([log.rows.value[0]?.no, log.rows.value.at(-1)?.no, log.moreAbove.value]).toEqual([4400, 2401, true])
    await log.newer()
    expect([log.rows.value[0]?.no, log.rows.value.at(-1)?.no, log.more.value]).toEqual([4500, 2501, true])
  })

  it('is at the oldest row by one call, and at the newest again', async () => {
    const log = useAuditLog()
    await log.open(null)
    const before = listed().length
    await log.oldest()
    expect(listed().slice(before)).toEqual([{ before: null, after: 0, limit: 100 }])
    expect([log.rows.value.at(-1)?.no, log.more.value, log.moreAbove.value]).toEqual([1, false, true])
    await log.newer()
    expect([log.rows.value[0]?.no, log.rows.value.length]).toEqual([200, 200])
    await log.newest()
    expect([log.rows.value[0]?.no, log.moreAbove.value]).toEqual([5000, false])
  })

  it('begins at a row somebody was sent to, with newer ones above it', async () => {
    const log = useAuditLog()
    await log.open(1203)
    expect(log.rows.value.map(({ no }) => no)).toContain(1203)
    expect([log.rows.value[0]?.no, log.moreAbove.value, log.more.value]).toEqual([1303, true, true])
  })

  it('asks with the filter, without what says nothing, and counts what fits', async () => {
    const log = useAuditLog()
    await log.open(null)
    answer('audit.count', { rows: 10_000, more: true })
    await log.setFilter({ result: 'refused', actor: '', act: undefined })
    expect(listed().at(-1)).toEqual({ result: 'refused', before: null, limit: 100 })
    expect(log.count.value).toEqual({ rows: 10_000, more: true })
    expect(log.filtered.value).toBe(true)
    await log.older()
    expect(listed().at(-1)).toEqual({ result: 'refused', before: 4901, limit: 100 })
  })

  it('does not hear the answer to a filter that was given up', async () => {
    const log = useAuditLog()
    await log.open(null)
    const waiting: (() => void)[] = []
    answer('audit.list', (asked: unknown) => {
      if (!('result' in (asked as object))) return { rows: [{ no: 7 }], more: false }
      return new Promise((resolve) => waiting.push(() => resolve({ rows: [{ no: 1 }], more: true })))
    })
    const slow = log.setFilter({ result: 'failed' })
    await log.setFilter({})
    for (const go of waiting) go()
    await slow
    expect(log.rows.value).toEqual([{ no: 7 }])
    expect([log.more.value, log.busy.value]).toEqual([false, false])
  })
})
