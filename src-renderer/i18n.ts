/** Languages of the window: all locale files of a language merged. */
import { createI18n } from 'vue-i18n'

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

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: mergedMessages(),
  missingWarn: import.meta.env.DEV,
})
