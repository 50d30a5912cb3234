/** Search as you type: what settles in the search box becomes part of the filter of the list. */
import { computed, onScopeDispose, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { AccountFilter } from '../../src-preload/contract/accounts'
import { useAccountList } from '../stores/account-list'
import { useAccountSearch } from '../stores/account-search'

/** Milliseconds without a further key until the desk is asked. */
const settle = 120

/** Couples box and list as long as the list is on screen. */
export function useAccountListSearch() {
  const list = useAccountList()
  const box = useAccountSearch()
  const route = useRoute()
  const router = useRouter()
  /** One character finds too much to be of use, and no index serves it. */
  const tooShort = computed(() => Array.from(box.text.trim()).length === 1)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The filter with what the box holds now. */
  function withSearch(filter: AccountFilter): AccountFilter {
    const { search: _, ...rest } = filter
    const text = box.text.trim()
    return text && !tooShort.value ? { search: text, ...rest } : rest
  }

  watch(
    () => box.text,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void list.setFilter(withSearch(list.filter)), settle)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  /** Another filter from a view or a menu, with the search as it stands. */
  const setFilter = (filter: AccountFilter): void => void list.setFilter(withSearch(filter))

  /** Opens the list: the filter of before with the search of now, counts anew. */
  async function open(): Promise<void> {
    const filter = withSearch(list.filter)
    if (JSON.stringify(filter) !== JSON.stringify(list.filter))
      await Promise.all([list.setFilter(filter), list.loadCounts()])
    else await list.refresh()
  }

  function clear(): void {
    clearTimeout(timer)
    box.text = ''
    void list.setFilter({})
  }

  /**
   * A number of another page led here with the filter it counts: that is the filter now, and the address forgets it,
   * so that coming back finds the list as it was left. What the address says is judged by the desk.
   */
  function takeLinked(): void {
    const { filter } = route.query
    if (typeof filter !== 'string') return
    try {
      const found: unknown = JSON.parse(filter)
      if (typeof found !== 'object' || found === null) return
      box.text = ''
      void list.setFilter(found)
    } catch {
      // An address typed by hand: the list stays as it is.
    } finally {
      void router.replace({ path: route.path, query: {} })
    }
  }

  return { tooShort, setFilter, open, clear, takeLinked }
}
