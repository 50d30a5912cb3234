/** A filter in words, for the heading of a report. */
import type { AccountFilter } from '../../src-preload/contract/accounts'
import { filled, type ReportWords } from './report-words'

const list = (values: readonly string[] | undefined, word: (value: string) => string): string =>
  (values ?? []).map(word).join(', ')

/** @returns `State: Pending enrollment; Department: Sales`, or that there is none. */
export function filterText(filter: AccountFilter, words: ReportWords): string {
  const { state, role, policy, filter: f } = words
  const named = (label: string, value: string): string => (value === '' ? '' : `${label}: ${value}`)
  const policyWord = {
    'not-required': policy['not-required'],
    required: policy.required,
    grace: policy.anyGrace,
    must: policy.must,
  }
  const parts = [
    named(f.search, filter.search ?? ''),
    named(
      f.states,
      list(filter.states, (one) => state[one as keyof typeof state]),
    ),
    named(f.policy, filter.policy === undefined ? '' : policyWord[filter.policy]),
    named(
      f.roles,
      list(filter.roles, (one) => role[one as keyof typeof role]),
    ),
    named(
      f.departments,
      list(filter.departments, (one) => one || f.noDepartment),
    ),
    filter.locked === undefined ? '' : filter.locked ? f.locked : f.notLocked,
    filter.enabled === undefined ? '' : filter.enabled ? f.enabled : f.disabled,
    filter.requiredNone === undefined ? '' : filter.requiredNone ? f.requiredNone : f.notRequiredNone,
    filter.enrolled === undefined ? '' : filter.enrolled ? f.isEnrolled : f.notEnrolled,
    filter.fewCodes === undefined ? '' : f.fewCodes,
    filter.pendingOver === undefined ? '' : filled(f.pendingOver, { n: filter.pendingOver }),
    filter.unusedFor === undefined ? '' : filled(f.unusedFor, { n: filter.unusedFor }),
  ].filter((part) => part !== '')
  return parts.length === 0 ? words.noFilter : parts.join('; ')
}
