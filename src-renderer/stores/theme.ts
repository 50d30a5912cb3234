/** Light or dark: follows the system until somebody chooses; the choice is kept on this computer. */
import { readonly, ref } from 'vue'

/** Where @nuxt/ui (through @vueuse/core) keeps the choice and listens for its change. */
const place = 'vueuse-color-scheme'
const root = document.documentElement
const isDark = ref(root.classList.contains('dark'))
new MutationObserver(() => (isDark.value = root.classList.contains('dark'))).observe(root, {
  attributeFilter: ['class'],
})

export const dark = readonly(isDark)

/** Changes to the other theme, as another tab would: so that the one who owns the class sets it. */
export function toggleTheme(): void {
  const newValue = isDark.value ? 'light' : 'dark'
  localStorage.setItem(place, newValue)
  window.dispatchEvent(new StorageEvent('storage', { key: place, newValue, storageArea: localStorage }))
}
