/** What somebody may do about a job as it stands: its one main act, and what else there is. */
import type { Job, JobActKind } from '../../../src-preload/contract/jobs'
import type { Right } from '../../../src-preload/contract/rights'
import { rightOfAct } from './job-acts'
import { followsOf, hasRun } from './job-parts'

export type MainAct = 'start' | 'ask' | 'wait' | 'approve' | 'resume'
export type WayOut = 'withdraw' | 'stop' | 'giveUp'

export interface Standing {
  readonly main: MainAct | null
  /** Accounts that the main act is about. */
  readonly accounts: number
  /** A reason is still to be typed, and whether those without a way in are left out. */
  readonly open: boolean
  readonly mayDeny: boolean
  readonly wayOut: WayOut | null
  readonly mayUndo: boolean
  /** Key under `jobs.request` of what is said to whoever looks at a request, or at somebody else's dry run. */
  readonly request: 'own' | 'yours' | 'staffOnly' | 'noRight' | 'notYours' | null
  /** Why it takes a second person, under `jobs.why`, as long as it waits for one or is still to be asked for. */
  readonly why: Job['needsWhy']
}

interface Looker {
  readonly id: string
  readonly can: (right: Right) => boolean
}

const isActKind = (kind: string): kind is JobActKind => Object.hasOwn(rightOfAct, kind)

/** Over more accounts a second person is needed; the desk says so of the dry run as it stands, without those left out. */
export const aloneMost = 10

/**
 * Leaves out what cannot be; the desk decides again at each call.
 * @param now of the desk, in milliseconds
 * @param mustAsk starting it alone was refused a moment ago
 */
export function standingOf(job: Job, who: Looker, includeNoWayIn: boolean, now: number, mustAsk = false): Standing {
  const isOwn = job.madeBy.id === who.id
  const { kind } = job.act
  const mayAct = who.can('jobs.act') && (!isActKind(kind) || who.can(rightOfAct[kind]))
  const isPlanned = job.phase === 'planned'
  const follows = followsOf(job, isPlanned ? includeNoWayIn : job.includeNoWayIn)
  const mayStaff = follows.staff === 0 || who.can('staff.act')
  // Where nobody else could decide when it was asked for, somebody may by now.
  const isRequest = job.phase === 'asked' || (job.phase === 'waiting' && !isOwn)
  const mayDecide = !isOwn && mayAct && mayStaff && isRequest
  const waited = job.waitUntil !== null && Date.parse(job.waitUntil) <= now

  const needed = { nothing: 'start', 'second-person': 'ask', wait: 'wait' } as const satisfies Record<
    Job['needs'],
    MainAct
  >
  const asksToo =
    job.needs === 'nothing' && (mustAsk || (includeNoWayIn && job.act.kind !== 'undo' && follows.accounts > aloneMost))
  const main: MainAct | null =
    isPlanned && isOwn && mayAct
      ? needed[asksToo ? 'second-person' : job.needs]
      : job.phase === 'waiting' && isOwn && waited && mayAct
        ? 'start'
        : mayDecide
          ? 'approve'
          : job.phase === 'stopped' && mayAct && mayStaff
            ? 'resume'
            : null
  // What was refused a moment ago is refused for what the dry run alone did not say.
  const named = kind === 'clear-mfa' && follows.staff > 0
  const why = asksToo ? (follows.accounts > aloneMost ? 'size' : named ? 'policy' : 'hour') : job.needsWhy
  const ways: Partial<Record<Job['phase'], WayOut>> = {
    asked: 'withdraw',
    waiting: 'withdraw',
    running: 'stop',
    stopped: 'giveUp',
  }
  const wayOut = ways[job.phase] ?? null
  return {
    main,
    accounts: follows.accounts,
    open: isPlanned && isOwn && mayAct,
    mayDeny: mayDecide,
    // A request is withdrawn by whoever asked; what runs is stopped by whoever may do as much.
    wayOut: wayOut === 'withdraw' && !isOwn ? null : who.can('jobs.act') ? wayOut : null,
    mayUndo:
      who.can('jobs.act') &&
      hasRun(job) &&
      job.undo.possible &&
      job.undo.by === null &&
      job.undo.until !== null &&
      Date.parse(job.undo.until) > now &&
      (!isOwn || job.undo.byMaker),
    why: isPlanned ? (main === 'ask' || main === 'wait' ? why : null) : why,
    request: !isRequest
      ? isPlanned && !isOwn
        ? 'notYours'
        : null
      : isOwn
        ? 'own'
        : !mayAct
          ? 'noRight'
          : mayStaff
            ? 'yours'
            : 'staffOnly',
  }
}
