/** Selecting accounts in the list: one, from one to another, or all that fit; and what a job is then made of. */
import { computed, nextTick, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { JobChoice } from '../../src-preload/contract/jobs'
import { faultOf } from '../bridge/fault'
import { useAccountList } from '../stores/account-list'
import { useAccountSelection } from '../stores/account-selection'
import { useSession } from '../stores/session'

/** Rows that can be selected one by one; more are chosen by a filter. */
export const selectedMost = 5000

/** Over the list of accounts that is on screen. */
export function useAccountSelecting() {
  const list = useAccountList()
  const selection = useAccountSelection()
  const session = useSession()
  const { t, n } = useI18n()
  const said = ref('')

  const may = computed(() => session.can('jobs.act'))
  const count = computed(() => (selection.everyone ? list.total : selection.ids.size))
  /** Says it again even if it is what was said last. */
  async function say(text: string): Promise<void> {
    said.value = ''
    await nextTick()
    said.value = text
  }
  const sayCount = (): Promise<void> =>
    say(
      !selection.any
        ? t('jobs.select.cleared')
        : t(selection.everyone ? 'jobs.select.everyone' : 'jobs.select.count', { n: n(count.value) }, count.value),
    )

  // Another filter holds other people: all of the one before is not all of this one.
  watch(
    () => list.filter,
    () => {
      if (selection.everyone) selection.forget()
      selection.anchor = -1
    },
  )

  async function put(ids: ReadonlySet<string>): Promise<void> {
    if (ids.size > selectedMost) return say(t('jobs.select.tooMany', { most: n(selectedMost) }))
    selection.put(ids)
    await sayCount()
  }

  /** Turns one row alone; or selects it with all from the row that was turned last, or from row `from` on. */
  async function toggle(index: number, from: 'alone' | 'last' | number): Promise<void> {
    if (!may.value) return
    const begin = from === 'alone' ? -1 : from === 'last' ? selection.anchor : from
    try {
      if (begin >= 0) {
        const [first, last] = [Math.min(begin, index), Math.max(begin, index)]
        if (last - first >= selectedMost) return await say(t('jobs.select.tooMany', { most: n(selectedMost) }))
        const rows = await list.rowsBetween(first, last)
        return await put(new Set([...selection.ids, ...rows.map(({ id }) => id)]))
      }
      const account = list.row(index)
      if (!account) return
      selection.anchor = index
      // All but one is chosen one by one.
      const whole = selection.everyone
      if (whole && list.total > selectedMost) return await say(t('jobs.select.tooMany', { most: n(selectedMost) }))
      const before = whole ? (await list.rowsBetween(0, list.total - 1)).map(({ id }) => id) : [...selection.ids]
      const next = new Set(before)
      if (!next.delete(account.id)) next.add(account.id)
      await put(next)
    } catch (error) {
      list.fault = faultOf(error)
    }
  }

  async function selectEveryone(): Promise<void> {
    if (!may.value || !list.known || list.capped || list.total === 0) return
    selection.selectEveryone()
    await sayCount()
  }
  async function clear(): Promise<void> {
    selection.forget()
    await sayCount()
  }

  /** What is selected, as the desk is asked for it; null where nothing is. */
  function choice(): JobChoice | null {
    if (selection.everyone) return { by: 'filter', filter: list.filter }
    return selection.ids.size > 0 ? { by: 'rows', ids: [...selection.ids] } : null
  }

  return { may, count, said, toggle, selectEveryone, clear, choice }
}
