/** The list of accounts as it is shown: filter, rows by number, counts, and where one was in it. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AccountFilter, AccountRow } from '../../src-preload/contract/accounts'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { makePageCache } from './page-cache'
import type { PageCache } from './page-cache'

type Counts = Awaited<ReturnType<typeof desk.accounts.counts>>

export const useAccountList = defineStore('account-list', () => {
  const filter = shallowRef<AccountFilter>({})
  const counts = shallowRef<Counts | null>(null)
  const fault = shallowRef<Fault | null>(null)
  /** True until the rows of the newest filter are there; the rows before stay on screen meanwhile. */
  const loading = ref(false)
  /** Row number that has or last had the focus, -1 before the first; and how far the list is scrolled, in pixels: kept for coming back. */
  const active = ref(-1)
  const scrollTop = ref(0)

  let shown: PageCache<AccountRow> | null = null
  let coming: PageCache<AccountRow> | null = null
  /** Counts up with every change of rows, so that what reads them is drawn again. */
  const version = ref(0)

  const total = computed(() => (version.value, shown?.total() ?? 0))
  const capped = computed(() => (version.value, shown?.capped() ?? false))
  const known = computed(() => (version.value, shown !== null))
  const row = (index: number): AccountRow | undefined => (void version.value, shown?.row(index))
  const want = (first: number, last: number): void => shown?.want(first, last)

  /** The rows from one number to another, however far apart. */
  const rowsBetween = (first: number, last: number): Promise<AccountRow[]> =>
    shown?.rows(first, last) ?? Promise.resolve([])

  const changed = (): void => void version.value++
  const failed = (error: unknown): void => void (fault.value = faultOf(error))

  /** Opens the present filter; `keepRows` for the same filter again, where rows of before may stand in. */
  async function open(keepRows: boolean): Promise<void> {
    const asked = filter.value
    coming?.close()
    loading.value = true
    const cache: PageCache<AccountRow> = makePageCache<AccountRow>(
      {
        page: (from, limit) => desk.accounts.list({ filter: asked, from, direction: 'forward', limit }),
        marks: () => desk.accounts.marks({ filter: asked }),
      },
      {
        failed,
        changed() {
          // The first rows are there: from here on this cache is the one on screen.
          if (coming === cache && !(keepRows && shown && cache.total() < shown.total())) {
            shown?.close()
            shown = cache
            coming = null
          }
          changed()
        },
      },
      keepRows ? shown : null,
    )
    coming = cache
    try {
      await cache.open()
      if (coming !== cache && shown !== cache) return
      // Fewer rows than before, after a change: now it is certain.
      if (coming === cache) {
        shown?.close()
        shown = cache
        coming = null
      }
      fault.value = null
      loading.value = false
      changed()
    } catch (error) {
      if (coming !== cache && shown !== cache) return
      loading.value = false
      failed(error)
    }
  }

  async function loadCounts(): Promise<void> {
    counts.value = await desk.accounts.counts().catch(() => counts.value)
  }

  /** Another filter: back to the top. */
  async function setFilter(next: AccountFilter): Promise<void> {
    if (JSON.stringify(next) === JSON.stringify(filter.value) && shown) return
    filter.value = next
    active.value = -1
    scrollTop.value = 0
    await open(false)
  }

  /** The same filter again, after something changed; one stays where one was. */
  async function refresh(): Promise<void> {
    await Promise.all([open(true), loadCounts()])
  }

  /** Nothing of the list stays for the next person at this window. */
  function forget(): void {
    shown?.close()
    coming?.close()
    shown = coming = null
    filter.value = {}
    counts.value = null
    fault.value = null
    active.value = -1
    scrollTop.value = 0
    changed()
  }

  return {
    filter,
    counts,
    fault,
    loading,
    active,
    scrollTop,
    total,
    capped,
    known,
    row,
    want,
    rowsBetween,
    setFilter,
    loadCounts,
    refresh,
    forget,
  }
})
