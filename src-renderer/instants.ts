/** How instants are written: in the time zone of the desk, 24 hours, with the zone in the full form. */
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'

/** Day before month in English, as in the pictures: 24 Nov 2026. */
const tags: Readonly<Record<string, string>> = { en: 'en-GB', ja: 'ja-JP', ko: 'ko-KR' }

/** IANA name of the zone instants are shown in: the desk's, once it is known. */
export const timeZone = ref(Intl.DateTimeFormat().resolvedOptions().timeZone)

const forms = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  brief: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  exact: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type InstantForm = keyof typeof forms

const dateDigits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
const dayNumbers = { day: 'numeric', month: 'numeric' } as const
const dateNumbers = { ...dayNumbers, year: 'numeric' } as const
/** Where months have numbers and no names, lists write them shorter: 11/21 and 2025/11/3. */
const shorter: Readonly<Record<string, Partial<Record<InstantForm, Intl.DateTimeFormatOptions>>>> = {
  'ja-JP': { day: dayNumbers, brief: dateNumbers },
  'ko-KR': { brief: dateNumbers },
}

const kept = new Map<string, Intl.DateTimeFormat>()
function formatter(tag: string, zone: string, form: InstantForm): Intl.DateTimeFormat {
  const key = `${tag} ${zone} ${form}`
  let found = kept.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(tag, { ...(shorter[tag]?.[form] ?? forms[form]), timeZone: zone })
    kept.set(key, found)
  }
  return found
}

/** Writers of instants in the chosen language and the zone of the desk. Instants are ISO-8601 or milliseconds. */
export function useInstants() {
  const { t, locale } = useI18n()
  const tag = computed(() => tags[locale.value] ?? locale.value)
  const write = (instant: string | number, form: InstantForm): string =>
    formatter(tag.value, timeZone.value, form).format(new Date(instant))

  /** A day of the desk’s zone, `2026-03-31`: it is that day, whatever the zone. */
  const writeDay = (day: string): string => formatter(tag.value, 'UTC', 'date').format(new Date(`${day}T12:00:00Z`))

  const partOf = (instant: string | number, form: InstantForm, type: Intl.DateTimeFormatPartTypes) =>
    formatter(tag.value, timeZone.value, form)
      .formatToParts(new Date(instant))
      .find((part) => part.type === type)?.value

  const sameYear = (one: string | number, other: string | number): boolean =>
    partOf(one, 'date', 'year') === partOf(other, 'date', 'year')

  /** The zone by its offset, `GMT+9`, and by its name, `Asia/Tokyo`. */
  const zoneOffset = (instant: string | number): string => partOf(instant, 'exact', 'timeZoneName') ?? 'UTC'

  /** The day of the desk's zone an instant lies in: `2026-03-31`. */
  const dayOf = (instant: number): string =>
    new Intl.DateTimeFormat('en-CA', { ...dateDigits, timeZone: timeZone.value }).format(instant)

  /** Short form for lists: Today 13:41 · Yesterday · 12 Oct · 3 Nov 2025. `now` in milliseconds. */
  const recent = (instant: string, now: number): string => {
    const day = write(instant, 'date')
    if (day === write(now, 'date')) return t('instant.today', { time: write(instant, 'time') })
    if (day === write(now - 86_400_000, 'date')) return t('instant.yesterday')
    return write(instant, sameYear(instant, now) ? 'day' : 'brief')
  }

  /** The zone for a line of text: `Asia/Tokyo (GMT+9)`, or `UTC` alone, whose offset is its name. */
  const zoneName = (instant: string | number): string => {
    const offset = zoneOffset(instant)
    return offset === timeZone.value ? offset : t('instant.zone', { zone: timeZone.value, offset })
  }

  return { write, writeDay, recent, sameYear, zoneOffset, zoneName, dayOf, timeZone }
}
