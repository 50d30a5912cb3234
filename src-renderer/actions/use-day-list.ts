/** Lists of the past: accounts as they stood on a day, and accounts that changed so between two; page after page. */
import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ChangeKind, StoodFilter } from '../../src-preload/contract/enrollment'
import { desk } from '../bridge/desk'
import { dayIn } from './use-enrollment'
import { usePagedRows } from './use-paged-rows'

const pageOfRows = 100

/** Loads `first` at once and again when the question changes; `next` is asked for the page behind the last row. */
function usePages<Row extends { readonly seq: number }>(
  question: () => unknown,
  page: (last: number | null) => Promise<{ rows: Row[]; more: boolean; total?: number }>,
) {
  const pages = usePagedRows<Row, number>(async (last) => {
    const { rows, more, total } = await page(last)
    return { rows, next: more ? (rows.at(-1)?.seq ?? null) : null, total }
  })
  const { rows, next: place, total, busy, loaded, fault, first: retry, older: next } = pages
  const more = computed(() => place.value !== null)
  watch(question, retry, { immediate: true })
  return { rows, more, total, busy, loaded, fault, next, retry }
}

/** What the address says; the desk judges it. */
function filterIn(text: unknown): StoodFilter {
  try {
    const found: unknown = typeof text === 'string' ? JSON.parse(text) : {}
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}

export function useStoodList() {
  const { query } = useRoute()
  const day = dayIn(query, 'day') ?? ''
  const filter = filterIn(query['filter'])
  const pages = usePages(
    () => day,
    (under) => desk.enrollment.list({ day, filter, under, limit: pageOfRows }),
  )
  return { day, filter, ...pages }
}

const kinds = ['enrolled', 'lost', 'method', 'joined', 'left'] as const satisfies readonly ChangeKind[]

export function useChangesList() {
  const { query } = useRoute()
  const from = dayIn(query, 'from') ?? ''
  const to = dayIn(query, 'to')
  const kind = kinds.find((one) => one === query['kind']) ?? 'enrolled'
  const pages = usePages(
    () => kind,
    (above) => desk.enrollment.changes({ from, to, kind, above, limit: pageOfRows }),
  )
  return { from, to, kind, ...pages }
}
