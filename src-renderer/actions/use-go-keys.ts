/** `G`, then a letter: another page. Heard before the keys of the page, of which the letter may be one. */
import { onBeforeUnmount, onMounted } from 'vue'

/** Milliseconds in which the second key is awaited. */
const patience = 1500

/** @param go what each letter leads to; false where this person has no such page */
export function useGoKeys(go: (letter: string) => boolean): void {
  let armedAt = -Infinity

  function pressed(event: KeyboardEvent): void {
    const { target, key } = event
    const typing =
      target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing) return
    if (document.querySelector('[role="dialog"],[role="menu"],[role="listbox"]')) return
    const letter = key.toLowerCase()
    if (performance.now() - armedAt < patience && letter.length === 1) {
      armedAt = -Infinity
      if (!go(letter)) return
    } else if (letter === 'g') armedAt = performance.now()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  onMounted(() => window.addEventListener('keydown', pressed, { capture: true }))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed, { capture: true }))
}
