/** A job in its parts: before it runs by what the dry run found, afterwards by what became of each account. */
import type { Job } from '../../../src-preload/contract/jobs'

/** `turned-same`: was so already when its turn came; `open`: its turn has not come. */
export const partKeys = [
  'change',
  'done',
  'turned-same',
  'refused',
  'cancelled',
  'open',
  'same',
  'left-out',
  'no-way-in',
] as const
export type PartKey = (typeof partKeys)[number]
/** `staff` lies across the others. */
export type ListKey = PartKey | 'staff'

export interface JobPart {
  readonly key: PartKey
  readonly count: number
}

/** Nothing of it has been done, nor will be unless somebody decides. */
export const hasRun = ({ startedAt, phase }: Pick<Job, 'startedAt' | 'phase'>): boolean =>
  startedAt !== null || phase === 'running' || phase === 'done'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
export const leftOutOf = ({ counts }: Pick<Job, 'counts'>): number =>
  sum(counts.leftOut.map(({ accounts }) => accounts))

/** What follows where it runs as it stands, those without a way in with it where they are included. */
export function followsOf({ counts }: Pick<Job, 'counts'>, includeNoWayIn: boolean): Job['counts']['change'] {
  const { change, noWayIn } = counts
  if (!includeNoWayIn) return change
  return {
    accounts: change.accounts + noWayIn.accounts,
    staff: change.staff + noWayIn.staff,
    mails: change.mails + noWayIn.mails,
    papers: change.papers + noWayIn.papers,
    sessions: change.sessions + noWayIn.sessions,
  }
}

/** The four parts the page begins with, whether there is anybody in them or not. */
export function headParts(job: Job): JobPart[] {
  const { counts, progress } = job
  if (!hasRun(job))
    return [
      { key: 'change', count: counts.change.accounts },
      { key: 'same', count: counts.same },
      { key: 'left-out', count: leftOutOf(job) },
      { key: 'no-way-in', count: counts.noWayIn.accounts },
    ]
  const open = progress.total - progress.done - progress.same - progress.refused - progress.cancelled
  return [
    { key: 'done', count: progress.done },
    { key: 'turned-same', count: progress.same },
    { key: 'refused', count: progress.refused },
    open > 0 ? { key: 'open', count: open } : { key: 'cancelled', count: progress.cancelled },
  ]
}

/** The lists of a job that hold anybody, what needs a look first. */
export function listsOf(job: Job): { key: ListKey; count: number }[] {
  const { counts, includeNoWayIn } = job
  const ran = hasRun(job)
  const out: JobPart[] = [
    { key: 'no-way-in', count: ran && includeNoWayIn ? 0 : counts.noWayIn.accounts },
    { key: 'left-out', count: leftOutOf(job) },
  ]
  const staff = { key: 'staff' as const, count: counts.change.staff + counts.noWayIn.staff }
  const same: JobPart = { key: 'same', count: counts.same }
  const head = headParts(job)
  const of = (keys: readonly PartKey[]) => keys.flatMap((key) => head.find((part) => part.key === key) ?? [])
  const lists = ran
    ? [...of(['refused', 'done', 'open', 'turned-same', 'cancelled']), ...out, same]
    : [...out, ...of(['change']), staff, same]
  return lists.filter(({ count }) => count > 0)
}
