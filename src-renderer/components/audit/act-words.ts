/** The words for what an audit row says: the act, the field of a change, and values that are words of the contract. */
import { useI18n } from 'vue-i18n'
import { useInstants } from '../../instants'

/** Where the words of a field's values stand, the first that has one; `audit.said` and the field where none is named. */
const placesOf: Readonly<Record<string, readonly string[]>> = {
  state: ['state', 'outbox.state'],
  stateBefore: ['state', 'outbox.state'],
  role: ['role'],
  policy: ['policy'],
  policyOwn: ['policy'],
  language: ['language'],
  kind: ['outbox.kind'],
  required: ['settings.policy'],
  strength: ['settings.policy'],
  encryption: ['settings.mail.encryption'],
  way: ['audit.said.way', 'settings.mail.way'],
  problem: ['settings.test.problem', 'jobs.problem'],
  host: ['audit.host'],
}
/** A value that is one of ours: `wrong-second-factor`, not `mail.corp.example` and not a sentence. */
const ours = /^[a-z]+(-[a-z]+)*$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** Writers in the chosen language; what has no word of its own (an act of a later version) is shown as it is kept. */
export const useActWords = () => {
  const { t, te } = useI18n()
  const { write } = useInstants()
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
    if (instant.test(value)) return write(value, 'exact')
    if (!ours.test(value)) return value
    const places = placesOf[field] ?? [`audit.said.${field}`]
    const key = places.map((place) => `${place}.${value}`).find((key) => te(key))
    return key === undefined ? value : t(key)
  }

  /** @param code fault code of a refused or failed act */
  const code = (code: string): string => orAsItIs(`audit.code.${code}`, code)

  return { act, field, value, code }
}
