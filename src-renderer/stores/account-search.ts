/** What stands in the search box of the top line; it outlives the page it was typed on. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useAccountSearch = defineStore('account-search', () => {
  const text = ref('')
  /** Counts up when a page wants the focus in the box; the frame that holds the box listens. */
  const focusAsked = ref(0)
  const forget = (): void => void (text.value = '')
  const askFocus = (): void => void focusAsked.value++
  return { text, focusAsked, askFocus, forget }
})
