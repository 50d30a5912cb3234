/** One job on its page: as the desk shows it, looked at again as long as it moves by itself. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Job } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'

/** Milliseconds until it is looked at again, by its phase: what runs is followed, what waits for somebody is not forgotten. */
const lookAfter: Partial<Record<Job['phase'], number>> = { running: 400, asked: 5000, waiting: 5000 }
/** One that has ended may be undone at another window. */
const lookForUndoing = 15_000
const mayBeUndone = ({ undo }: Job): boolean => undo.until !== null && undo.by === null

/** @param id of the job, which changes where another one is opened in its place */
export function useJob(id: () => string) {
  const job = shallowRef<Job | null>(null)
  const fault = shallowRef<Fault | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  /** Puts the answer of an act in its place. */
  function put(now: Job): void {
    if (now.id !== id()) return
    turn++
    job.value = now
    fault.value = null
    follow()
  }
  function follow(): void {
    clearTimeout(timer)
    const now = job.value
    const pause = now && (lookAfter[now.phase] ?? (mayBeUndone(now) ? lookForUndoing : null))
    if (pause) timer = setTimeout(() => void look(), pause)
  }
  /** Asks again; an answer that an act has overtaken is dropped. */
  async function look(): Promise<void> {
    const mine = ++turn
    try {
      const now = await desk.jobs.show({ jobId: id() })
      if (mine === turn) put(now)
    } catch (error) {
      if (mine !== turn) return
      fault.value = faultOf(error)
      follow()
    }
  }

  watch(
    id,
    () => {
      clearTimeout(timer)
      job.value = null
      fault.value = null
      void look()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    turn++
    clearTimeout(timer)
  })

  return { job, fault, put, look }
}
