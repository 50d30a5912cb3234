/** What was typed to a dry run that was not started yet, and what is to be said where one lands on it. */
import { defineStore } from 'pinia'

export interface JobDraft {
  reason: string
  includeNoWayIn: boolean
  /** Key under `jobs.said`, said once when its page opens. */
  say: 'second' | null
}

export const useJobDrafts = defineStore('job-drafts', () => {
  const drafts = new Map<string, JobDraft>()
  const empty = (): JobDraft => ({ reason: '', includeNoWayIn: false, say: null })

  const of = (jobId: string): JobDraft => drafts.get(jobId) ?? empty()
  const keep = (jobId: string, draft: Partial<JobDraft>): void => void drafts.set(jobId, { ...of(jobId), ...draft })
  const drop = (jobId: string): void => void drafts.delete(jobId)
  /** Nothing stays for the next person at this window. */
  const forget = (): void => drafts.clear()

  return { of, keep, drop, forget }
})
