/** The call that a running job makes: in the name of whoever made it, from the computer they made it at. */
import { toInstant } from '../../clock'
import type { AccountRow } from '../../store/accounts'
import type { JobOfStore } from '../../store/jobs'
import { auditRowOf, type Detail } from '../audit-row'
import type { Call } from '../call'
import type { House } from '../house'
import type { Seat } from '../seat'

/** @param actor as they stand now; null where they are no more. @returns a call without a session, as of now */
export function callOfJob(house: House, job: JobOfStore, actor: AccountRow | null): Call {
  const now = house.clock()
  return {
    house,
    seat: { host: job.host as Seat['host'], computer: job.computer, session: null },
    operation: `jobs.${job.kind}`,
    right: 'jobs.act',
    now,
    at: toInstant(now),
    actor,
    session: null,
    confined: null,
    askedAbout: null,
    target: null,
    reason: job.reason,
    usesStepUp: false,
    settled: false,
    wroteLetters: false,
    job: { id: job.id, no: job.no, approvedBy: job.decided_by_name },
  }
}

/** @returns the row of what the desk itself does about a job: under the name of whoever made it, also once they are gone */
export const rowOfJob = (call: Call, job: JobOfStore, act: string, detail: Detail) => ({
  ...auditRowOf({ ...call, operation: act, target: null }, { result: 'done', code: null, detail }),
  actor_id: job.made_by,
  actor_name: job.made_by_name,
})
