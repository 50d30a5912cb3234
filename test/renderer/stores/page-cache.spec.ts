/** Paging a long list: any place by its number, few pages kept, no answer of yesterday. */
import { describe, expect, it, vi } from 'vitest'
import { makePageCache, pageRows } from '../../../src-renderer/stores/page-cache'
import type { PageSource } from '../../../src-renderer/stores/page-cache'

/** A list of the numbers 0 to total - 1; a cursor is the number of the row after it. */
function numbers(total: number, every: number) {
  const asked: { from: string | null; limit: number }[] = []
  const source: PageSource<number> = {
    page(from, limit) {
      asked.push({ from, limit })
      const first = Number(from ?? 0)
      const rows = Array.from({ length: Math.max(0, Math.min(limit, total - first)) }, (_, at) => first + at)
      return Promise.resolve({
        rows,
        last: rows.length ? String(first + rows.length) : null,
        more: first + rows.length < total,
        capped: false,
      })
    },
    marks() {
      const marks = Array.from({ length: Math.ceil(total / every) }, (_, at) => (at ? String(at * every) : null))
      return Promise.resolve({ total, capped: false, every, marks })
    },
  }
  return { source, asked }
}

const silent = { changed: () => undefined, failed: (error: unknown) => expect.unreachable(String(error)) }

describe.each([50, 100, 150, 250, 500])('with a mark before every %i-th row', (every) => {
  const total = 1234

  it('finds every row under its own number, asked for in any order', async () => {
    const { source } = numbers(total, every)
    const cache = makePageCache(source, silent)
    await cache.open()
    expect(cache.total()).toBe(total)
    for (const index of [0, 1233, 617, 99, 100, 250, 1200, 499, 500, 501, 3]) {
      cache.want(index, index)
      await vi.waitUntil(() => cache.row(index) !== undefined, { interval: 0 })
      expect(cache.row(index)).toBe(index)
    }
  })

  it('asks for no more rows at a time than a page, and for a page once', async () => {
    const { source, asked } = numbers(total, every)
    const cache = makePageCache(source, silent)
    await cache.open()
    cache.want(0, total - 1)
    cache.want(0, total - 1)
    await vi.waitUntil(() => Array.from({ length: total }, (_, at) => cache.row(at)).every((row, at) => row === at), {
      interval: 0,
    })
    expect(Math.max(...asked.map(({ limit }) => limit))).toBeLessThanOrEqual(pageRows)
    const starts = asked.map(({ from }) => Number(from ?? 0))
    const again = starts.filter((from, at) => starts.indexOf(from) !== at)
    // the first page comes before the marks; where they stand closer it is asked for once more
    expect(again).toEqual(every < pageRows ? [0] : [])
  })
})

describe('a page cache', () => {
  it('keeps few pages of a million rows', async () => {
    const { source } = numbers(1_000_000, 1000)
    const cache = makePageCache(source, silent)
    await cache.open()
    for (let index = 0; index < 1_000_000; index += 10_000) {
      cache.want(index, index)
      await vi.waitUntil(() => cache.row(index) !== undefined, { interval: 0 })
    }
    const kept = Array.from({ length: 100 }, (_, at) => cache.row(at * 10_000)).filter((row) => row !== undefined)
    expect(kept.length).toBeLessThanOrEqual(40)
    expect(cache.row(990_000)).toBe(990_000)
  })

  it('shows the first rows before the marks are there', async () => {
    const { source } = numbers(1000, 100)
    const marks = Promise.withResolvers<Awaited<ReturnType<typeof source.marks>>>()
    const cache = makePageCache({ ...source, marks: () => marks.promise }, silent)
    const opened = cache.open()
    await vi.waitUntil(() => cache.row(0) === 0, { interval: 0 })
    expect(cache.total()).toBe(pageRows + 1)
    marks.resolve(await source.marks())
    await opened
    expect(cache.total()).toBe(1000)
  })

  it('hears nothing any more once it is closed', async () => {
    const { source } = numbers(1000, 100)
    const changed = vi.fn()
    const page = Promise.withResolvers<Awaited<ReturnType<typeof source.page>>>()
    const cache = makePageCache({ ...source, page: () => page.promise }, { changed, failed: vi.fn() })
    const opened = cache.open()
    cache.close()
    page.resolve(await source.page(null, 100))
    await opened
    expect(changed).not.toHaveBeenCalled()
    expect(cache.row(0)).toBeUndefined()
  })

  it('tells of a page that failed, and asks for it again when it is wanted again', async () => {
    const { source } = numbers(1000, 100)
    let broken = true
    const failed = vi.fn()
    const cache = makePageCache(
      {
        ...source,
        page: (from, limit) => (from && broken ? Promise.reject(new Error('busy')) : source.page(from, limit)),
      },
      { changed: () => undefined, failed },
    )
    await cache.open()
    cache.want(500, 500)
    await vi.waitUntil(() => failed.mock.calls.length === 1, { interval: 0 })
    broken = false
    cache.want(500, 500)
    await vi.waitUntil(() => cache.row(500) === 500, { interval: 0 })
  })

  it('lets the rows of before stand in until its own are there', async () => {
    const { source } = numbers(1000, 100)
    const before = makePageCache(source, silent)
    await before.open()
    before.want(300, 399)
    await vi.waitUntil(() => before.row(350) === 350, { interval: 0 })
    const next = makePageCache(source, silent, before)
    await next.open()
    expect(next.row(350)).toBe(350)
    next.want(300, 399)
    await vi.waitUntil(() => next.row(350) === 350, { interval: 0 })
  })
})
