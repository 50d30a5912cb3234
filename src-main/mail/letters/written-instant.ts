/** An instant as people write it in their language, with the time zone said twice so that nobody has to guess. */
import type { Language } from '../../../src-preload/contract/accounts'

/** British: the day before the month's name, and 24 hours. */
const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP', ko: 'ko-KR' }

/**
 * @param at ISO-8601
 * @param timeZone IANA name
 * @returns `31 March 2026 at 18:00 (Asia/Tokyo, UTC+09:00)`, `2026年3月31日 18:00 (…)`, `2026년 3월 31일 18:00 (…)`
 * @throws RangeError for an unknown time zone or an instant that is none
 */
export function writtenInstant(at: string, timeZone: string, language: Language): string {
  const date = new Date(at)
  const format = new Intl.DateTimeFormat(localeOf[language], {
    timeZone,
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(date)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC')
  const zone = timeZone === 'UTC' || offset === undefined ? timeZone : `${timeZone}, ${offset}`
  return `${format.format(date)} (${zone})`
}
