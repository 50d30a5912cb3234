/** Keys of a page: letters and signs that work as long as nobody types and no dialog is open. */
import { onBeforeUnmount, onMounted } from 'vue'

/** @returns whether what is typed there belongs to a field. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/**
 * Calls `acts[key]` for a pressed key; names as in KeyboardEvent.key, letters in lower case.
 * @returns nothing; the keys go with the component.
 */
export function useKeys(acts: Readonly<Record<string, () => void>>): void {
  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (isTyping(event.target) || document.querySelector('[role="dialog"],[role="menu"],[role="listbox"]')) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (!Object.hasOwn(acts, key)) return
    event.preventDefault()
    acts[key]?.()
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
