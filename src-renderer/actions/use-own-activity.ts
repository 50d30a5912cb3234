/** What one did and what was done to one, newest first, in pages. */
import { ref, shallowRef } from 'vue'
import type { AuditRow } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'
import { useAttempt } from './use-attempt'

const pageOfRows = 30

export function useOwnActivity() {
  const rows = shallowRef<readonly AuditRow[]>([])
  const more = ref(false)
  const { busy, fault, attempt } = useAttempt()

  /** The next page, or the first. */
  const older = (): Promise<boolean> =>
    attempt(async () => {
      const page = await desk.self.activity({ before: rows.value.at(-1)?.no ?? null, limit: pageOfRows })
      rows.value = [...rows.value, ...page.rows]
      more.value = page.more
    })
  void older()

  return { rows, more, busy, fault, older }
}
