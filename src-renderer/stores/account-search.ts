/** What stands in the search box of the top line; it outlives the page it was typed on. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useAccountSearch = defineStore('account-search', () => {
  const text = ref('')
  const forget = (): void => void (text.value = '')
  return { text, forget }
})
