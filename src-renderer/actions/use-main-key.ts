/** Ctrl Enter does the main act of a page, also while one types. */
import { onBeforeUnmount, onMounted } from 'vue'

export function useMainKey(act: () => void): void {
  function pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key !== 'Enter' || event.isComposing) return
    if (document.querySelector('[role="dialog"]')) return
    event.preventDefault()
    act()
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
