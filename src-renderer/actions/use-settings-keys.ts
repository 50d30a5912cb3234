/** Ctrl S saves the settings, also while one types. */
import { onBeforeUnmount, onMounted } from 'vue'

export function useSaveKey(save: () => void): void {
  function pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return
    // The browser would save the page.
    event.preventDefault()
    if (!document.querySelector('[role="dialog"]')) save()
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
