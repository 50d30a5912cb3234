/** A job in words: what it does, with what, and to whom. */
import { useI18n } from 'vue-i18n'
import type { Job, ListedAct } from '../../../src-preload/contract/jobs'
import { filterChips } from '../accounts/filter-chips'

export function useJobWords() {
  const { t, te, n, locale } = useI18n()
  const list = (texts: readonly string[]): string =>
    new Intl.ListFormat(locale.value, { style: 'long', type: 'conjunction' }).format(texts)

  const actName = (act: ListedAct): string => t(`jobs.act.${act.kind}`, act.kind === 'undo' ? { no: n(act.no) } : {})

  /** What was chosen with it, such as the new role; empty where there is nothing to choose. */
  function actWith(act: ListedAct): string {
    switch (act.kind) {
      case 'require-enrolment':
        return t('jobs.with.graceDays', { n: n(act.graceDays) }, act.graceDays)
      case 'reissue':
      case 'issue-password':
        return t(`jobs.with.${act.way}`)
      case 'set-policy':
        return t(`jobs.with.${act.policy}`)
      case 'set-role':
        return t(`role.${act.role}`)
      case 'set-department':
        return act.department || t('jobs.with.noDepartment')
      case 'import':
        return act.fileName
      case 'send-mail':
      case 'undo':
      case 'renew-codes':
      case 'clear-mfa':
      case 'disable':
      case 'enable':
      case 'unlock':
        return ''
    }
  }
  const actTitle = (act: ListedAct): string => [actName(act), actWith(act)].filter((text) => text !== '').join(' · ')

  /** How many, and how they were chosen. */
  function chosen({ selection, counts }: Job): string {
    const many = { n: n(counts.selected) }
    if (selection.by !== 'filter') return t(`jobs.chosen.${selection.by}`, many, counts.selected)
    const { search } = selection.filter
    const wishes = [
      ...(search ? [t('jobs.chosen.search', { text: search })] : []),
      ...filterChips(selection.filter, (key, named) => t(key, named ?? {})).map(({ label }) => label),
    ]
    return t(
      'jobs.chosen.filter',
      { ...many, wishes: wishes.length > 0 ? list(wishes) : t('jobs.chosen.everyone') },
      counts.selected,
    )
  }

  /** Why an account is left out or was refused. */
  const problem = (code: string): string => {
    const key = `jobs.problem.${code}`
    if (te(key)) return t(key)
    return te(`audit.code.${code}`) ? t(`audit.code.${code}`) : code
  }

  /** Why a job stopped. */
  const stoppedBy = (code: string): string =>
    code === 'not-allowed' || code === 'request-changed' || code === 'request-expired'
      ? t(`jobs.stopped.${code}`)
      : t('jobs.stopped.other', { fault: problem(code) })

  return { actName, actWith, actTitle, chosen, problem, stoppedBy, list }
}
