/** Which accounts of the list are selected: one by one, or all that fit a filter. It outlives the page, not the person. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

export const useAccountSelection = defineStore('account-selection', () => {
  /** One by one; each change is another set, so that whoever reads it is told. */
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  /** All that fit the filter of the list, as it stands; then `ids` are empty. */
  const everyone = ref(false)
  /** Row from which Shift selects; -1 is none. */
  const anchor = ref(-1)

  const any = computed(() => everyone.value || ids.value.size > 0)
  const has = (id: string): boolean => everyone.value || ids.value.has(id)

  function put(next: ReadonlySet<string>): void {
    everyone.value = false
    ids.value = next
  }
  function selectEveryone(): void {
    ids.value = new Set()
    everyone.value = true
  }
  /** Nothing is selected, and nothing stays for the next person at this window. */
  function forget(): void {
    put(new Set())
    anchor.value = -1
  }

  return { ids, everyone, anchor, any, has, put, selectEveryone, forget }
})
