/** The sentence of a fault: `fault.<code>`, or `fault.<code>.<variant>` where the data tell variants apart. */
import { useI18n } from 'vue-i18n'
import type { Fault } from './bridge/fault'
import { useInstants } from './instants'

/** What tells variants of one code apart. */
const variants = ['problem', 'cause', 'what', 'to'] as const

/** The key of the sentence of a fault. */
export function faultKey({ code, data }: Fault): string {
  // Nothing was said by the desk, so there is no number to look for in its log.
  if ('number' in data && data.number === '') return 'fault.unexpected'
  const field = variants.find((name) => Object.hasOwn(data, name))
  const variant = field && (data as Record<string, unknown>)[field]
  return typeof variant === 'string' ? `fault.${code}.${variant}` : `fault.${code}`
}

/** @returns a function from a fault to its sentence in the chosen language. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useI18n()
  const { write } = useInstants()

  /** As short as it is clear: with seconds where they are waited for, with the day where it is another one. */
  function till(until: string): string {
    const away = Date.parse(until) - Date.now()
    if (write(until, 'date') !== write(Date.now(), 'date')) return write(until, 'moment')
    return write(until, away < 90_000 ? 'seconds' : 'time')
  }

  return (fault) => {
    if (fault.code === 'token-wrong' && fault.data.problem === 'off') {
      const minutes = Math.max(1, Math.round(Math.abs(fault.data.offSeconds) / 60))
      return t(`fault.token-wrong.${fault.data.offSeconds < 0 ? 'slow' : 'fast'}`, { minutes }, minutes)
    }
    if (fault.code === 'too-large')
      return t('fault.too-large', { mebibytes: Math.floor(fault.data.limitBytes / 2 ** 20) })
    if (fault.code === 'set-superseded') return t('fault.set-superseded', { at: write(fault.data.at, 'moment') })
    if ('until' in fault.data) return t(faultKey(fault), { until: till(fault.data.until) })
    return t(faultKey(fault), { ...fault.data })
  }
}
