/** The English words of the window, as the specs of components need them. */
import { createI18n } from 'vue-i18n'
import account from '../../src-renderer/locales/en/account.json'
import accounts from '../../src-renderer/locales/en/accounts.json'
import audit from '../../src-renderer/locales/en/audit.json'
import auditFilter from '../../src-renderer/locales/en/audit-filter.json'
import enrollment from '../../src-renderer/locales/en/enrollment.json'
import custody from '../../src-renderer/locales/en/custody.json'
import papers from '../../src-renderer/locales/en/papers.json'
import faults from '../../src-renderer/locales/en/faults.json'
import frame from '../../src-renderer/locales/en/frame.json'
import imports from '../../src-renderer/locales/en/import.json'
import jobs from '../../src-renderer/locales/en/jobs.json'
import mfa from '../../src-renderer/locales/en/mfa.json'
import otp from '../../src-renderer/locales/en/otp.json'
import outbox from '../../src-renderer/locales/en/outbox.json'
import passwords from '../../src-renderer/locales/en/passwords.json'
import recovery from '../../src-renderer/locales/en/recovery.json'
import self from '../../src-renderer/locales/en/self.json'
import session from '../../src-renderer/locales/en/session.json'
import settings from '../../src-renderer/locales/en/settings.json'
import states from '../../src-renderer/locales/en/states.json'

export const words = {
  ...account,
  ...accounts,
  ...audit,
  ...auditFilter,
  ...enrollment,
  ...custody,
  ...papers,
  ...faults,
  ...frame,
  ...imports,
  ...jobs,
  ...mfa,
  ...otp,
  ...outbox,
  ...passwords,
  ...recovery,
  ...self,
  ...session,
  ...settings,
  ...states,
}

/** A fresh set of words; a missing one throws instead of showing its key. */
export const englishWords = () =>
  createI18n({
    legacy: false,
    locale: 'en',
    messages: { en: words },
    missing: (_locale, key) => {
      throw new Error(`no words for ${key}`)
    },
  })

/** @returns the text under a dotted key, or undefined. */
export const wordsAt = (key: string): unknown =>
  key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words)
