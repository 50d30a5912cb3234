/** The sentence of a fault: `fault.<code>`, or `fault.<code>.<variant>` where the data tell variants apart. */
import { useI18n } from 'vue-i18n'
import type { Fault } from './bridge/fault'

/** The key of the sentence of a fault. */
export function faultKey({ code, data }: Fault): string {
  const variant = 'problem' in data ? data.problem : 'cause' in data ? data.cause : 'what' in data ? data.what : null
  // Nothing was said by the desk, so there is no number to look for in its log.
  if ('number' in data && data.number === '') return 'fault.unexpected'
  if (variant) return `fault.${code}.${variant}`
  return `fault.${code}`
}

/** @returns a function from a fault to its sentence in the chosen language. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useI18n()
  return (fault) => {
    if (fault.code === 'token-wrong' && fault.data.problem === 'off') {
      const minutes = Math.max(1, Math.round(Math.abs(fault.data.offSeconds) / 60))
      return t(`fault.token-wrong.${fault.data.offSeconds < 0 ? 'slow' : 'fast'}`, { minutes }, minutes)
    }
    if (fault.code === 'too-large')
      return t('fault.too-large', { mebibytes: Math.floor(fault.data.limitBytes / 2 ** 20) })
    return t(faultKey(fault), { ...fault.data })
  }
}
