/** The accounts of one list of a job, in pages; read again where the job has moved on. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Job, JobRow } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'

const pageOfRows = 100
type Wanted = Parameters<typeof desk.jobs.rows>[0]['only']

/** Lists that the desk has no name for: found in another one, among the accounts that are to change. */
const among: Readonly<Record<string, { in: Wanted; fits: (row: JobRow) => boolean }>> = {
  'turned-same': { in: 'all', fits: ({ result }) => result === 'same' },
  open: { in: 'all', fits: ({ result }) => result === null },
  staff: { in: 'staff', fits: () => true },
}

/** @param list which list is open; null where none is */
export function useJobRows(job: () => Job | null, list: () => string | null) {
  const rows = shallowRef<readonly JobRow[]>([])
  const more = ref(false)
  const busy = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let turn = 0

  /** One page above `after`; of a list that is found among others, as many pages as it takes to find somebody. */
  async function page(jobId: string, key: string, after: number) {
    const found = among[key]
    const only = found?.in ?? (key as Wanted)
    const ran = job()?.startedAt != null
    const toRun = ({ part }: JobRow) =>
      part === 'change' || (part === 'no-way-in' && (!ran || job()?.includeNoWayIn === true))
    for (let from = after; ;) {
      const reply = await desk.jobs.rows({ jobId, only, after: from, limit: pageOfRows })
      const rows = found ? reply.rows.filter((row) => toRun(row) && found.fits(row)) : reply.rows
      const last = reply.rows.at(-1)
      if (rows.length > 0 || !reply.more || !last) return { rows, more: reply.more }
      from = last.place
    }
  }

  async function load(anew: boolean): Promise<void> {
    const [shown, key] = [job(), list()]
    const mine = ++turn
    if (!shown || key === null) {
      rows.value = []
      more.value = false
      return
    }
    busy.value = true
    try {
      const reply = await page(shown.id, key, anew ? -1 : (rows.value.at(-1)?.place ?? -1))
      if (mine !== turn) return
      rows.value = anew ? reply.rows : [...rows.value, ...reply.rows]
      more.value = reply.more
      fault.value = null
    } catch (error) {
      if (mine === turn) fault.value = faultOf(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  /** The next page, once at a time. */
  const older = async (): Promise<void> => {
    if (more.value && !busy.value) await load(false)
  }

  watch(
    () => [job()?.id, list()] as const,
    () => {
      rows.value = []
      more.value = false
      void load(true)
    },
    { immediate: true },
  )
  // A list that somebody has scrolled stays as it is until the job has ended; a short one follows it.
  watch(
    () => [job()?.phase, JSON.stringify(job()?.progress)] as const,
    ([phase], [before]) => {
      if (phase !== before || rows.value.length <= pageOfRows) void load(true)
    },
  )
  onScopeDispose(() => turn++)

  return { rows, more, busy, fault, older, reload: () => load(true) }
}
