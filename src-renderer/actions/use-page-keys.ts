/** Shows the keys of a page in the status line as long as the page is there. */
import { onUnmounted, toValue, watchEffect } from 'vue'
import type { MaybeRefOrGetter } from 'vue'
import { usePageKeys } from '../stores/page-keys'
import type { PageKey } from '../stores/page-keys'

/** Call it in the setup of a view; a getter where the keys depend on what is on the page. */
export function showPageKeys(given: MaybeRefOrGetter<readonly PageKey[]>): void {
  const store = usePageKeys()
  let keys: readonly PageKey[] = []
  watchEffect(() => {
    keys = toValue(given)
    store.keys = keys
  })
  // The next page may have set its own already.
  onUnmounted(() => {
    if (store.keys === keys) store.keys = []
  })
}
