/** The sets of recovery codes as a list: by state, by person, newest first, in pages. */
import { onScopeDispose, ref, watch } from 'vue'
import type { CustodySet, CustodyState } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { usePagedRows } from './use-paged-rows'

const pageOfSets = 100
/** So long nothing is typed before the desk is asked; milliseconds. */
const typingPause = 200

export const custodyTabs = ['all', 'issued', 'handed-over', 'acknowledged', 'superseded'] as const
export type CustodyTab = (typeof custodyTabs)[number]

/** @param accountId only the sets of this account; undefined: of everybody */
export function useCustody(accountId: () => string | undefined) {
  const tab = ref<CustodyTab>('all')
  const fewLeft = ref(false)
  const search = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  const pages = usePagedRows<CustodySet, string>(async (before) => {
    const [account, words] = [accountId(), search.value.trim()]
    const reply = await desk.recovery.sets({
      ...(account === undefined ? {} : { accountId: account }),
      ...(tab.value === 'all' ? {} : { states: [tab.value satisfies CustodyState] }),
      ...(fewLeft.value ? { fewLeft: true } : {}),
      ...(words === '' ? {} : { search: words }),
      before,
      limit: pageOfSets,
    })
    return { rows: reply.sets, next: reply.before }
  })
  const { rows: sets, next: before, busy, loaded, fault, first: newest, older } = pages

  /** Puts a set as it is now in its place; one that left the tab stays until it is opened anew. */
  function put(set: CustodySet): void {
    sets.value = sets.value.map((one) => (one.setId === set.setId ? set : one))
  }

  watch([tab, fewLeft, accountId], newest, { immediate: true })
  watch(search, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void newest(), typingPause)
  })
  onScopeDispose(() => clearTimeout(timer))

  return { tab, fewLeft, search, sets, before, busy, loaded, fault, newest, older, put }
}
