/** The language of the window: that of the account signed in, else the one chosen on this computer, else the system's. */
import { computed, ref, watch } from 'vue'
import type { Language } from '../../src-preload/contract/accounts'

const place = 'mfa-desk-language'
const languages = ['en', 'ja', 'ko'] as const satisfies readonly Language[]
const known = (text: string | null | undefined): Language | null => languages.find((one) => one === text) ?? null

/** @returns the first of the wished languages (`ja-JP`, `en`) that the window speaks, English where it speaks none. */
export function firstSpoken(wished: readonly string[]): Language {
  for (const tag of wished) {
    const found = known(tag.toLowerCase().split('-')[0])
    if (found) return found
  }
  return 'en'
}

const ofComputer = ref(known(localStorage.getItem(place)) ?? firstSpoken(navigator.languages))
const ofAccount = ref<Language | null>(null)
// Another tab of the same browser has chosen.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === place) ofComputer.value = known(newValue) ?? ofComputer.value
})

/** The language everything is written in. */
export const language = computed<Language>(() => ofAccount.value ?? ofComputer.value)

watch(language, (now) => (document.documentElement.lang = now), { immediate: true, flush: 'sync' })

/** Somebody chose: kept on this computer, and seen at once by whoever is signed in. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(place, chosen)
  ofComputer.value = chosen
  if (ofAccount.value) ofAccount.value = chosen
}

/** The language on file of whoever signed in; null where there is none or nobody is, and the computer's holds again. */
export function applyAccountLanguage(onFile: Language | null): void {
  ofAccount.value = onFile
}
