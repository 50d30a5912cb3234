/** The sets of recovery codes as a list: by state, by person, newest first, in pages. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { CustodySet, CustodyState } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { faultOf, type Fault } from '../bridge/fault'

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
  const sets = shallowRef<readonly CustodySet[]>([])
  const before = ref<string | null>(null)
  const busy = ref(false)
  const loaded = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function page(from: string | null): Promise<void> {
    const turn = ++asked
    busy.value = true
    const [account, words] = [accountId(), search.value.trim()]
    try {
      const reply = await desk.recovery.sets({
        ...(account === undefined ? {} : { accountId: account }),
        ...(tab.value === 'all' ? {} : { states: [tab.value satisfies CustodyState] }),
        ...(fewLeft.value ? { fewLeft: true } : {}),
        ...(words === '' ? {} : { search: words }),
        before: from,
        limit: pageOfSets,
      })
      // Something else was chosen meanwhile: this answer is to another question.
      if (turn !== asked) return
      sets.value = from === null ? reply.sets : [...sets.value, ...reply.sets]
      before.value = reply.before
      fault.value = null
      loaded.value = true
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) busy.value = false
    }
  }

  const newest = (): Promise<void> => page(null)
  /** The next page, once at a time. */
  const older = async (): Promise<void> => {
    if (before.value !== null && !busy.value) await page(before.value)
  }
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
