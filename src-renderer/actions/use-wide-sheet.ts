/** Whether the window is wide enough for things side by side that fold into one where it is not. */
import { onScopeDispose, ref } from 'vue'
import type { Ref } from 'vue'

/** @returns true from 1200 pixels on, and follows the window. */
export function useWideSheet(): Ref<boolean> {
  const query = window.matchMedia('(width >= 1200px)')
  const wide = ref(query.matches)
  const follow = (event: MediaQueryListEvent): void => void (wide.value = event.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return wide
}
