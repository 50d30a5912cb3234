/** The audit log newest first, in pages under a filter. */
import { reactive, ref, shallowRef, watch } from 'vue'
import type { AuditRow } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useLogState } from '../stores/log-state'

const pageOfRows = 100
/** So long nothing is typed before the desk is asked; milliseconds. */
const typingPause = 250

export interface AuditFilter {
  result: AuditRow['result'] | null
  /** `group.verb`; null is every act. */
  act: string | null
  actor: string
}

/** Loads the newest page at once and again whenever the filter changes. */
export function useAuditLog() {
  const filter = reactive<AuditFilter>({ result: null, act: null, actor: '' })
  const rows = shallowRef<readonly AuditRow[]>([])
  const more = ref(false)
  const busy = ref(false)
  const loaded = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let asked = 0

  async function page(before: number | null): Promise<void> {
    const turn = ++asked
    busy.value = true
    try {
      const actor = filter.actor.trim()
      const reply = await desk.audit.list({
        before,
        limit: pageOfRows,
        ...(filter.result ? { result: filter.result } : {}),
        ...(filter.act ? { act: filter.act } : {}),
        ...(actor ? { actor } : {}),
      })
      // The filter was changed meanwhile: this answer is to another question.
      if (turn !== asked) return
      rows.value = before === null ? reply.rows : [...rows.value, ...reply.rows]
      more.value = reply.more
      fault.value = null
      loaded.value = true
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) busy.value = false
    }
  }

  /** The newest rows, and how far the log goes now. */
  const newest = async (): Promise<void> => {
    await Promise.all([page(null), useLogState().load()])
  }
  /** The next page, once at a time. */
  const older = async (): Promise<void> => {
    const before = rows.value.at(-1)?.no
    if (more.value && !busy.value && before !== undefined) await page(before)
  }
  const showAll = (): void => void Object.assign(filter, { result: null, act: null, actor: '' })

  watch(() => [filter.result, filter.act], newest, { immediate: true })
  watch(
    () => filter.actor,
    (_now, _before, onCleanup) => {
      const timer = setTimeout(() => void newest(), typingPause)
      onCleanup(() => clearTimeout(timer))
    },
  )

  return { filter, rows, more, busy, loaded, fault, newest, older, showAll }
}
