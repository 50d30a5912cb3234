/** The first few names of each list of a job, for lists that are closed. */
import { shallowRef, watch } from 'vue'
import type { Job } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'

const named = 3
/** Lists the desk knows by these names; the others hold nobody that is not in one of them. */
const known = ['change', 'same', 'left-out', 'no-way-in', 'done', 'refused', 'cancelled'] as const
type Known = (typeof known)[number]

/** Read anew where the job enters another phase, and not while it runs. */
export function useJobNames(job: () => Job | null, lists: () => readonly string[]) {
  const names = shallowRef<Partial<Record<string, readonly string[]>>>({})

  async function load(jobId: string, only: Known): Promise<void> {
    const reply = await desk.jobs.rows({ jobId, only, after: -1, limit: named }).catch(() => null)
    if (job()?.id !== jobId || !reply) return
    const found = reply.rows.map(({ account }) => account?.name || account?.email || '').filter((name) => name !== '')
    names.value = { ...names.value, [only]: found }
  }
  watch(
    () => [job()?.id, job()?.phase] as const,
    ([id, phase], before) => {
      if (id !== before?.[0]) names.value = {}
      if (!id || phase === 'running') return
      for (const key of known) if (lists().includes(key)) void load(id, key)
    },
    { immediate: true },
  )
  return names
}
