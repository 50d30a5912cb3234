/** Lists of the past: accounts as they stood on a day, and accounts that changed so between two; page after page. */
import { ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ChangeKind, StoodFilter } from '../../src-preload/contract/enrollment'
import { desk } from '../bridge/desk'
import { faultOf, type Fault } from '../bridge/fault'
import { dayIn } from './use-enrollment'

const pageOfRows = 100

/** Loads `first` at once and again when the question changes; `next` is asked for the page behind the last row. */
function usePages<Row extends { readonly seq: number }>(
  question: () => unknown,
  page: (last: number | null) => Promise<{ rows: Row[]; more: boolean; total?: number }>,
) {
  const rows = shallowRef<readonly Row[]>([])
  const more = ref(false)
  const total = ref<number | null>(null)
  const busy = ref(false)
  const loaded = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let asked = 0

  async function load(last: number | null): Promise<void> {
    const turn = ++asked
    busy.value = true
    try {
      const reply = await page(last)
      if (turn !== asked) return
      rows.value = last === null ? reply.rows : [...rows.value, ...reply.rows]
      more.value = reply.more
      if (reply.total !== undefined) total.value = reply.total
      fault.value = null
      loaded.value = true
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) busy.value = false
    }
  }

  const next = async (): Promise<void> => {
    if (more.value && !busy.value) await load(rows.value.at(-1)?.seq ?? null)
  }
  watch(question, () => load(null), { immediate: true })
  return { rows, more, total, busy, loaded, fault, next, retry: () => load(null) }
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
