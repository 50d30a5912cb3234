/** Pages of a long keyset list by row number: any place can be asked for, only so many pages are kept, stale answers are dropped. */

/** Where the rows come from; cursors are opaque. */
export interface PageSource<Row> {
  page(
    from: string | null,
    limit: number,
  ): Promise<{ rows: Row[]; last: string | null; more: boolean; capped: boolean }>
  /** A cursor before every `every`-th row; `marks[0]` is the beginning. */
  marks(): Promise<{ total: number; capped: boolean; every: number; marks: (string | null)[] }>
}

/** Rows asked for at a time. */
export const pageRows = 100
/** Pages kept: 4,000 rows, a good deal more than a screen and small enough to scroll a million rows through. */
const pagesKept = 40

export interface PageCache<Row> {
  /** Rows in all; a lower bound until the marks are there. */
  total(): number
  capped(): boolean
  /** The row at `index`, or undefined where it is not here yet. */
  row(index: number): Row | undefined
  /** Asks for what is missing of the rows `first` to `last`, both inclusive. Rejections go to `failed`. */
  want(first: number, last: number): void
  /** The rows `first` to `last`, asked for where they are not here; rejects as the page did. */
  rows(first: number, last: number): Promise<Row[]>
  /** Begins: the first page and the marks. Resolves when the first rows can be shown. */
  open(): Promise<void>
  /** Nothing that still comes in is heard any more. */
  close(): void
}

/**
 * Makes the cache of one filter. `changed` is called whenever rows or the total changed, `failed` with the
 * rejection of a page. `before`, the cache this one replaces, stands in for rows that are not here yet.
 */
export function makePageCache<Row>(
  source: PageSource<Row>,
  told: { changed: () => void; failed: (error: unknown) => void },
  before: PageCache<Row> | null = null,
): PageCache<Row> {
  // Insertion order is age: a page that is looked at moves to the end.
  const pages = new Map<number, { rows: Row[]; last: string | null }>()
  const asked = new Map<number, Promise<void>>()
  let closed = false
  let total = 0
  let capped = false
  let every = pageRows
  let marks: (string | null)[] | null = null

  const size = (): number => Math.min(every, pageRows)
  /** Pages in a block, which is what lies between two marks. */
  const perBlock = (): number => Math.ceil(every / size())
  const pageOf = (index: number): number =>
    Math.floor(index / every) * perBlock() + Math.floor((index % every) / size())

  /** Number of the first row of a page. */
  const firstOf = (page: number): number => Math.floor(page / perBlock()) * every + (page % perBlock()) * size()

  function keep(page: number, rows: Row[], last: string | null): void {
    pages.delete(page)
    pages.set(page, { rows, last })
    for (const oldest of pages.keys()) {
      if (pages.size <= pagesKept) break
      pages.delete(oldest)
    }
  }

  /** The cursor a page begins at: a mark, or the end of the page before it in the same block. */
  async function cursorOf(page: number): Promise<string | null | undefined> {
    const block = Math.floor(page / perBlock())
    if (page % perBlock() === 0) return marks?.[block]
    await load(page - 1)
    return pages.get(page - 1)?.last ?? undefined
  }

  function load(page: number): Promise<void> {
    if (pages.has(page)) return Promise.resolve()
    const running = asked.get(page)
    if (running) return running
    const loading = (async () => {
      const from = await cursorOf(page)
      if (closed || from === undefined) return
      const inBlock = (page % perBlock()) * size()
      const reply = await source.page(from, Math.min(size(), every - inBlock))
      if (closed) return
      keep(page, reply.rows, reply.last)
      told.changed()
    })().finally(() => asked.delete(page))
    asked.set(page, loading)
    return loading
  }

  return {
    total: () => total,
    capped: () => capped,
    row(index) {
      const page = pages.get(pageOf(index))
      return page ? page.rows[(index % every) % size()] : before?.row(index)
    },
    want(first, last) {
      if (closed || !marks || total === 0) return
      const end = Math.min(last, total - 1)
      for (let page = pageOf(Math.max(0, first)); page <= pageOf(end); page++) {
        const here = pages.get(page)
        if (here) keep(page, here.rows, here.last)
        else load(page).catch((error: unknown) => !closed && told.failed(error))
      }
    },
    async rows(first, last) {
      const found: Row[] = []
      for (let page = pageOf(first); page <= pageOf(Math.min(last, total - 1)); page++) {
        await load(page)
        // What is asked for here may be more than is kept: taken page by page.
        const [here, begins] = [pages.get(page)?.rows ?? [], firstOf(page)]
        found.push(...here.slice(Math.max(0, first - begins), Math.max(0, last - begins + 1)))
      }
      return found
    },
    async open() {
      const marking = source.marks()
      // Its rejection is heard below; without this it would count as unheard while the first page is awaited.
      marking.catch(() => undefined)
      const firstPage = await source.page(null, pageRows)
      if (closed) return
      // One more than there are rows: the list goes on, how far the marks will tell.
      total = Math.max(total, firstPage.rows.length + (firstPage.more ? 1 : 0))
      capped = firstPage.capped
      keep(0, firstPage.rows, firstPage.last)
      told.changed()
      const reply = await marking
      if (closed) return
      total = reply.total
      capped = reply.capped
      every = reply.every
      marks = reply.marks
      if (size() < firstPage.rows.length) pages.clear()
      told.changed()
    },
    close() {
      closed = true
      // The one before this one is needed by nobody now; without this all of them would be kept.
      before = null
    },
  }
}
