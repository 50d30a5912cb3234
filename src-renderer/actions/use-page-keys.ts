/** Shows the keys of a page in the status line as long as the page is there. */
import { onUnmounted } from 'vue'
import { usePageKeys } from '../stores/page-keys'
import type { PageKey } from '../stores/page-keys'

/** Call it in the setup of a view. */
export function showPageKeys(keys: readonly PageKey[]): void {
  const store = usePageKeys()
  store.keys = keys
  // The next page may have set its own already.
  onUnmounted(() => {
    if (store.keys === keys) store.keys = []
  })
}
