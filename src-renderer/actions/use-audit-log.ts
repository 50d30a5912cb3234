/** The audit log newest first, in pages under a filter. */
import { reactive, ref, shallowRef, watch } from 'vue'
import type { AuditRow } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useLogState } from '../stores/log-state'

const pageOfRows = 100
/** As many as the desk hands out at once, where all are wanted. */
const pageMost = 200
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

  const ask = (before: number | null, limit: number) => {
    const actor = filter.actor.trim()
    return desk.audit.list({
      before,
      limit,
      ...(filter.result ? { result: filter.result } : {}),
      ...(filter.act ? { act: filter.act } : {}),
      ...(actor ? { actor } : {}),
    })
  }

  /** Loads the rows under `before`: one page of them, or page after page to the oldest. */
  async function page(before: number | null, toOldest = false): Promise<void> {
    const turn = ++asked
    busy.value = true
    try {
      const found: AuditRow[] = []
      for (let under = before, rest = true; rest;) {
        const reply = await ask(under, toOldest ? pageMost : pageOfRows)
        // The filter was changed meanwhile: this answer is to another question.
        if (turn !== asked) return
        found.push(...reply.rows)
        under = reply.rows.at(-1)?.no ?? null
        more.value = reply.more
        rest = toOldest && reply.more && under !== null
      }
      rows.value = before === null ? found : [...rows.value, ...found]
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
  /** All rows down to the oldest; what is being loaded just now is given up for it. */
  const oldest = async (): Promise<void> => {
    const before = rows.value.at(-1)?.no
    if (more.value && before !== undefined) await page(before, true)
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

  return { filter, rows, more, busy, loaded, fault, newest, older, oldest, showAll }
}
