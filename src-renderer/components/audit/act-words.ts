/** The words for what an audit row says: the act, the field of a change, and values that are words of the contract. */
import { useI18n } from 'vue-i18n'

/** Writers in the chosen language; what has no word of its own (an act of a later version) is shown as it is kept. */
export const useActWords = () => {
  const { t, te } = useI18n()
  const orAsItIs = (key: string, text: string) => (te(key) ? t(key) : text)

  /** @param act `group.verb` as in the contract */
  const act = (act: string): string => orAsItIs(`audit.act.${act}`, act)

  /** @param field as an audit row's detail names it */
  const field = (field: string): string => orAsItIs(`audit.field.${field}`, field)

  /** @param value as it stands in an audit row's detail under `field` */
  const value = (field: string, value: string | number | boolean | null): string => {
    if (value === null || value === '') return t('audit.value.none')
    if (typeof value === 'boolean') return t(value ? 'audit.value.yes' : 'audit.value.no')
    if (typeof value === 'number') return value.toLocaleString('en')
    if (field === 'state') return orAsItIs(`state.${value}`, value)
    if (field === 'role') return orAsItIs(`role.${value}`, value)
    return value
  }

  /** @param code fault code of a refused or failed act */
  const code = (code: string): string => orAsItIs(`audit.code.${code}`, code)

  return { act, field, value, code }
}
