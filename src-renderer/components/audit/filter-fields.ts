/** The filters of the log as data: which there are, whether one is set, and how it reads. */
import { useI18n } from 'vue-i18n'
import type { AuditFilter } from '../../../src-preload/contract/audit'
import { useActWords } from './act-words'

export const filterFields = ['time', 'actor', 'account', 'act', 'result', 'host'] as const
export type FilterField = (typeof filterFields)[number]

const keysOf = {
  time: ['time', 'fromDay', 'toDay'],
  actor: ['actor', 'actorId'],
  account: ['account', 'accountId'],
  act: ['act'],
  result: ['result'],
  host: ['host', 'computer'],
} as const satisfies Record<FilterField, readonly (keyof AuditFilter)[]>

/** @returns the filter without what `field` asked for */
export function without(filter: AuditFilter, field: FilterField): AuditFilter {
  const gone: readonly string[] = keysOf[field]
  return Object.fromEntries(Object.entries(filter).filter(([key]) => !gone.includes(key)))
}

export const isSet = (filter: AuditFilter, field: FilterField): boolean =>
  keysOf[field].some((key) => filter[key] !== undefined)

/** @returns a writer of what `field` asks for, in the chosen language; empty where it asks for nothing */
export const useFilterWords = () => {
  const { t, te } = useI18n()
  const words = useActWords()
  return (filter: AuditFilter, field: FilterField, names: Readonly<Record<string, string>>): string => {
    const { time, fromDay, toDay, act, result, host, computer } = filter
    const named = (id: string | undefined, part: string | undefined) =>
      id === undefined ? (part ?? '') : (names[id] ?? t('auditFilter.onePerson'))
    if (field === 'actor') return named(filter.actorId, filter.actor)
    if (field === 'account') return named(filter.accountId, filter.account)
    if (field === 'act') return act === undefined ? '' : words.act(act)
    if (field === 'result') return result === undefined ? '' : t(`audit.result.${result}`)
    if (field === 'host') {
      const kind = host === undefined ? '' : te(`audit.host.${host}`) ? t(`audit.host.${host}`) : host
      return [computer ?? '', kind].filter((text) => text !== '').join(', ')
    }
    if (time !== undefined) return t(`auditFilter.times.${time}`)
    if (fromDay === undefined && toDay === undefined) return ''
    return fromDay === toDay ? (fromDay ?? '') : t('auditFilter.daySpan', { from: fromDay ?? '', to: toDay ?? '' })
  }
}
