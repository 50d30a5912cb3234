/** One account as the desk shows it, with its timeline in pages. */
import { ref, shallowRef, watch } from 'vue'
import type { AccountDetail } from '../../src-preload/contract/accounts'
import type { AuditRow } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'

const pageOfRows = 30

/** @param id of the account; a new one loads it */
export function useAccount(id: () => string) {
  const account = shallowRef<AccountDetail | null>(null)
  const rows = shallowRef<readonly AuditRow[]>([])
  const more = ref(false)
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)

  /** Asks again for the account and the newest rows; older rows that are shown stay. */
  async function refresh(): Promise<void> {
    const asked = id()
    busy.value = true
    try {
      const [detail, page] = await Promise.all([
        desk.accounts.show({ id: asked }),
        desk.accounts.timeline({ id: asked, before: null, limit: pageOfRows }),
      ])
      // Another account was opened meanwhile: this answer is not about it.
      if (asked !== id()) return
      const last = page.rows.at(-1)?.no ?? 0
      const older = page.more ? rows.value.filter((row) => row.no < last && row.accountId === asked) : []
      if (older.length === 0) more.value = page.more
      rows.value = [...page.rows, ...older]
      account.value = detail
      fault.value = null
    } catch (error) {
      if (asked === id()) fault.value = faultOf(error)
    } finally {
      if (asked === id()) busy.value = false
    }
  }

  /** The next page of the timeline. */
  async function older(): Promise<void> {
    const before = rows.value.at(-1)?.no
    if (busy.value || before === undefined) return
    const asked = id()
    busy.value = true
    try {
      const page = await desk.accounts.timeline({ id: asked, before, limit: pageOfRows })
      if (asked !== id()) return
      rows.value = [...rows.value, ...page.rows]
      more.value = page.more
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }

  watch(
    id,
    () => {
      account.value = null
      rows.value = []
      void refresh()
    },
    { immediate: true },
  )

  return { account, rows, more, busy, fault, refresh, older }
}
