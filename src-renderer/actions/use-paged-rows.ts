/** A list that comes in pages, newest page first asked for: what was answered last counts, and one page is fetched at a time. */
import { ref, shallowRef } from 'vue'
import { faultOf, type Fault } from '../bridge/fault'

export interface Page<Row, Place> {
  readonly rows: readonly Row[]
  /** Where the page behind this one begins; null where there is none. */
  readonly next: Place | null
  /** How many there are in all, where the desk counted them. */
  readonly total?: number | undefined
}

/** @param ask the page that begins at a place, null: the first one; what it asks for is read when it is called */
export function usePagedRows<Row, Place>(ask: (from: Place | null) => Promise<Page<Row, Place>>) {
  const rows = shallowRef<readonly Row[]>([])
  const next = shallowRef<Place | null>(null)
  const total = ref<number | null>(null)
  const busy = ref(false)
  const loaded = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let asked = 0

  async function load(from: Place | null): Promise<void> {
    const turn = ++asked
    busy.value = true
    try {
      const page = await ask(from)
      // Something else was chosen meanwhile: this answer is to another question.
      if (turn !== asked) return
      rows.value = from === null ? page.rows : [...rows.value, ...page.rows]
      next.value = page.next
      if (page.total !== undefined) total.value = page.total
      fault.value = null
      loaded.value = true
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) busy.value = false
    }
  }

  return {
    rows,
    next,
    total,
    busy,
    loaded,
    fault,
    first: (): Promise<void> => load(null),
    /** The page behind the last row, once at a time. */
    older: async (): Promise<void> => {
      if (next.value !== null && !busy.value) await load(next.value)
    },
  }
}
