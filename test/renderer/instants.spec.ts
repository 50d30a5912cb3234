/** How instants are written in each language, in the zone of the desk. */
import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { i18n } from '../../src-renderer/i18n'
import { timeZone, useInstants } from '../../src-renderer/instants'
import { chooseLanguage } from '../../src-renderer/stores/language'

const now = Date.parse('2026-11-24T05:05:18Z')
let instants: ReturnType<typeof useInstants>

beforeEach(() => {
  timeZone.value = 'Asia/Tokyo'
  const Asks = defineComponent({
    setup() {
      instants = useInstants()
      return () => h('i')
    },
  })
  mount(Asks, { global: { plugins: [i18n] } })
})

it.each([
  ['en', 'Today 09:02', 'Yesterday', '12 Oct', '3 Nov 2025'],
  ['ja', '今日 09:02', '昨日', '10/12', '2025/11/3'],
  ['ko', '오늘 09:02', '어제', '10월 12일', '2025. 11. 3.'],
] as const)('%s: lists say %s · %s · %s · %s', (language, ...said) => {
  chooseLanguage(language)
  const at = ['2026-11-24T00:02:00Z', '2026-11-23T10:00:00Z', '2026-10-12T10:00:00Z', '2025-11-03T10:00:00Z']
  expect(at.map((instant) => instants.recent(instant, now))).toEqual(said)
})

it.each([
  ['en', '24 Nov 2026, 14:05', '24 Nov 2026, 14:05:18 GMT+9', 'Tue, 24 Nov 2026'],
  ['ja', '2026年11月24日 14:05', '2026年11月24日 14:05:18 JST', '2026年11月24日(火)'],
  ['ko', '2026년 11월 24일 14:05', '2026년 11월 24일 14시 5분 18초 GMT+9', '2026년 11월 24일 (화)'],
] as const)('%s: in full %s · %s · %s', (language, ...said) => {
  chooseLanguage(language)
  expect((['moment', 'exact', 'weekday'] as const).map((form) => instants.write(now, form))).toEqual(said)
})

it.each(['en', 'ja', 'ko'] as const)(
  '%s: the last hour of a year of the desk is another year than the next',
  (language) => {
    chooseLanguage(language)
    expect(instants.sameYear('2025-12-31T14:59:00Z', '2025-01-01T00:00:00Z')).toBe(true)
    expect(instants.sameYear('2025-12-31T14:59:00Z', '2025-12-31T15:00:00Z')).toBe(false)
  },
)

it.each(['Etc/GMT+12', 'UTC', 'Asia/Tokyo', 'Pacific/Auckland', 'Pacific/Kiritimati'])(
  'a day of the desk is written as that very day in %s',
  (zone) => {
    chooseLanguage('en')
    timeZone.value = zone
    expect(['2026-01-01', '2026-12-31'].map(instants.writeDay)).toEqual(['1 Jan 2026', '31 Dec 2026'])
  },
)
