/** Languages of the window: all locale files of a language merged, in the language that is chosen. */
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { language } from './stores/language'

const files = import.meta.glob<Record<string, object>>('./locales/*/*.json', { eager: true, import: 'default' })

/** @returns the messages of each language found under locales/, so that a new folder is a new language. */
function mergedMessages(): Record<string, Record<string, object>> {
  const messages: Record<string, Record<string, object>> = {}
  for (const [path, content] of Object.entries(files)) {
    const language = path.split('/')[2] ?? 'en'
    messages[language] = { ...messages[language], ...content }
  }
  return messages
}

/** Japanese and Korean count without a plural: one form, or one for none and one for any number. */
const noneOrSome = (count: number, forms: number): number => (forms > 1 && count > 0 ? 1 : 0)

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: 'en',
  messages: mergedMessages(),
  pluralRules: { ja: noneOrSome, ko: noneOrSome },
  missingWarn: import.meta.env.DEV,
})

// At once, so that whatever follows the language too finds its words there.
watch(language, (chosen) => (i18n.global.locale.value = chosen), { flush: 'sync' })
