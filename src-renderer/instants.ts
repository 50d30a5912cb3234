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

const kept = new Map<string, Intl.DateTimeFormat>()
function formatter(tag: string, zone: string, form: InstantForm): Intl.DateTimeFormat {
  const key = `${tag} ${zone} ${form}`
  let found = kept.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(tag, { ...forms[form], timeZone: zone })
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

  /** The zone by its offset, `GMT+9`, and by its name, `Asia/Tokyo`. */
  const zoneOffset = (instant: string | number): string => {
    const parts = formatter(tag.value, timeZone.value, 'exact').formatToParts(new Date(instant))
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC'
  }

  /** Short form for lists: Today 13:41 · Yesterday · 12 Oct · 3 Nov 2025. `now` in milliseconds. */
  const recent = (instant: string, now: number): string => {
    const day = write(instant, 'date')
    if (day === write(now, 'date')) return t('instant.today', { time: write(instant, 'time') })
    if (day === write(now - 86_400_000, 'date')) return t('instant.yesterday')
    const sameYear = write(instant, 'date').slice(-4) === write(now, 'date').slice(-4)
    return write(instant, sameYear ? 'day' : 'date')
  }

  /** The zone for a line of text: `Asia/Tokyo (GMT+9)`, or `UTC` alone, whose offset is its name. */
  const zoneName = (instant: string | number): string => {
    const offset = zoneOffset(instant)
    return offset === timeZone.value ? offset : t('instant.zone', { zone: timeZone.value, offset })
  }

  return { write, recent, zoneOffset, zoneName, timeZone }
}
