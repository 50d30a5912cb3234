/** Jobs: one act over many accounts, or one that waits for a second person. Dry run, request, run, undo. */
import * as z from 'zod'
import { accountFilter, policySchema } from './accounts'
import { id, instant, name, reads, reason, writes } from './facts'
import { roleSchema, type Right } from './rights'

/** A job over more accounts waits for a second person. */
export const aloneMost = 10
/** Rows chosen one by one; more are chosen by a filter. */
export const chosenMost = 5000
export const jobAccountsMost = 100_000

const alone = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind) })
/** What can be done to many. */
export const jobAct = z.discriminatedUnion('kind', [
  /** MFA is required of these, whatever the policy of the site says; they have so many days from the run on. */
  alone('require-enrolment').extend({ graceDays: z.number().int().min(0).max(90) }),
  /** Pending keys: what signs people in stays until the new key is verified (M5, M9). */
  alone('reissue').extend({ way: z.enum(['sheet', 'mail']) }),
  /** New recovery-code sets, taken as files or sheets afterwards (M27). */
  alone('renew-codes'),
  alone('issue-password').extend({ way: z.enum(['slip', 'mail']) }),
  alone('clear-mfa'),
  alone('disable'),
  alone('enable'),
  alone('unlock'),
  /** `site`: as the policy of the site says. */
  alone('set-policy').extend({ policy: z.union([policySchema, z.literal('site')]) }),
  alone('set-role').extend({ role: roleSchema }),
  alone('set-department').extend({ department: name }),
  /** Goes to every address on file. */
  alone('send-mail').extend({ text: z.string().trim().min(1).max(4000) }),
])
export type JobAct = z.infer<typeof jobAct>
export type JobActKind = JobAct['kind']
export const jobActKinds = jobAct.options.map((option) => option.shape.kind.value)
/** What a job in the list may be besides: an import that was written, and the undoing of a job. */
export const listedAct = z.union([
  jobAct,
  z.strictObject({ kind: z.literal('import'), fileName: z.string() }),
  z.strictObject({ kind: z.literal('undo'), of: z.string(), no: z.number() }),
])
export type ListedAct = z.infer<typeof listedAct>
export type ListedKind = ListedAct['kind']

/** The right each act needs, beside `jobs.act`. */
export const rightOfAct: Readonly<Record<JobActKind, Right>> = {
  'require-enrolment': 'accounts.edit',
  reissue: 'otp.reissue',
  'renew-codes': 'recovery.renew',
  'issue-password': 'passwords.issue',
  'clear-mfa': 'mfa.clear',
  disable: 'accounts.edit',
  enable: 'accounts.edit',
  unlock: 'accounts.unlock',
  'set-policy': 'accounts.edit',
  'set-role': 'roles.change',
  'set-department': 'accounts.edit',
  'send-mail': 'email.send',
}

/** Which acts can be undone as one, and so say beforehand. An import and no undoing can, too. */
export const undoable: Readonly<Record<JobActKind, boolean>> = {
  'require-enrolment': true,
  reissue: true,
  'renew-codes': false,
  'issue-password': false,
  'clear-mfa': true,
  disable: true,
  enable: true,
  unlock: false,
  'set-policy': true,
  'set-role': true,
  'set-department': true,
  'send-mail': false,
}

/** `asked`: waits for a second person. `waiting`: nobody else could approve, so it waits an hour. `stopped`: by a fault, to be resumed. */
export const jobPhases = [
  'planned',
  'asked',
  'waiting',
  'running',
  'stopped',
  'done',
  'cancelled',
  'denied',
  'expired',
] as const
export type JobPhase = (typeof jobPhases)[number]

/** `no-way-in`: would change and then have no way to sign in; left out unless it is chosen otherwise. */
export const jobParts = ['change', 'same', 'left-out', 'no-way-in'] as const
export type JobPart = (typeof jobParts)[number]
/** `same`: it was so already when its turn came. */
export const rowResults = ['done', 'same', 'refused', 'cancelled'] as const
export type RowResult = (typeof rowResults)[number]

/** Why an account is left out, or would have no way in. The faults of the single acts, and three of the dry run. */
export const jobProblems = [
  'own-account',
  'staff-account',
  'account-disabled',
  'not-enrolled',
  'not-locked',
  'password-by-mail',
  'last-administrator',
  'second-person-needed',
  'changed-meanwhile',
  'not-found',
  /** No password that works: it could not sign in to set up anything. */
  'no-password',
  /** The last mail to its address failed, and what it needs would come by mail. */
  'mail-fails',
] as const
export type JobProblem = (typeof jobProblems)[number]

const side = z.strictObject({
  accounts: z.number(),
  staff: z.number(),
  mails: z.number(),
  /** Sheets, slips or files. */
  papers: z.number(),
  sessions: z.number(),
})
/** What the dry run counted; the four parts are disjoint. `change` and `noWayIn` say what would follow. */
export const jobCounts = z.strictObject({
  selected: z.number(),
  change: side,
  noWayIn: side,
  same: z.number(),
  leftOut: z.array(z.strictObject({ problem: z.enum(jobProblems), accounts: z.number() })),
})
export type JobCounts = z.infer<typeof jobCounts>

/** How the accounts were chosen. */
const choice = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('rows'), ids: z.array(id).min(1).max(chosenMost) }),
  z.strictObject({ by: z.literal('filter'), filter: accountFilter }),
])
export type JobChoice = z.infer<typeof choice>
export const jobSelection = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('rows') }),
  z.strictObject({ by: z.literal('filter'), filter: accountFilter }),
  z.strictObject({ by: z.literal('file') }),
  z.strictObject({ by: z.literal('job') }),
])

export type JobSelection = z.infer<typeof jobSelection>

const person = z.strictObject({ id, name: z.string() })
export const job = z.strictObject({
  id,
  /** 1, 2, 3 … */
  no: z.number(),
  act: listedAct,
  selection: jobSelection,
  phase: z.enum(jobPhases),
  madeBy: person,
  madeAt: instant,
  reason: z.string(),
  counts: jobCounts,
  includeNoWayIn: z.boolean(),
  /** What starting it takes, as the policy stands: nothing more, a second person, or (where nobody else could approve) an hour. */
  needs: z.enum(['nothing', 'second-person', 'wait']),
  /** Why that is more than nothing: by its size, with the maker's own jobs of the last hour, or by the policy. Null once it is decided. */
  needsWhy: z.enum(['size', 'hour', 'policy']).nullable(),
  /** Set once it was asked or started: what an approval is bound to. */
  digest: z.string().nullable(),
  askedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  waitUntil: instant.nullable(),
  decided: z.strictObject({ by: person, at: instant, note: z.string() }).nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  stoppedBy: z.string().nullable(),
  /** Of the accounts that were to change: how many, and what became of them so far. */
  progress: z.strictObject({
    total: z.number(),
    done: z.number(),
    same: z.number(),
    refused: z.number(),
    cancelled: z.number(),
  }),
  /** Papers or files that wait to be taken by whoever made the job. */
  papersWaiting: z.number(),
  undo: z.strictObject({
    /** Can be, or could have been, undone. */
    possible: z.boolean(),
    /** Hours the policy gives. */
    hours: z.number(),
    /** Until when; null before its end, and once the copies are destroyed. */
    until: instant.nullable(),
    /** By whoever made it, too, because nobody else could; then it waits. */
    byMaker: z.boolean(),
    /** The job that undid it. */
    by: z.strictObject({ id, no: z.number() }).nullable(),
  }),
})
export type Job = z.infer<typeof job>

export const jobRow = z.strictObject({
  place: z.number(),
  accountId: id,
  /** Null where the account is no more. */
  account: z
    .strictObject({ name: z.string(), email: z.string(), department: z.string(), role: roleSchema, state: z.string() })
    .nullable(),
  part: z.enum(jobParts),
  problem: z.enum(jobProblems).nullable(),
  staff: z.boolean(),
  result: z.enum(rowResults).nullable(),
  code: z.string().nullable(),
  at: instant.nullable(),
  auditNo: z.number().nullable(),
})
export type JobRow = z.infer<typeof jobRow>

const ofJob = z.strictObject({ jobId: id })

export const jobs = {
  /** The dry run: every account judged, nothing changed; it is kept as a job. The act's own right is asked for, too. */
  plan: writes('jobs.act')
    .input(z.strictObject({ act: jobAct, of: choice }))
    .output(job),
  /** The dry run of undoing a job as one. By whoever did not start it. */
  planUndo: writes('jobs.act').input(ofJob).output(job),
  show: reads('jobs.see').input(ofJob).output(job),
  /** Newest first, under number `before`. `requests`: what waits for a second person. */
  list: reads('jobs.see')
    .input(
      z.strictObject({
        only: z.enum(['all', 'requests', 'mine']),
        before: z.number().int().nullable(),
        limit: z.number().int().min(1).max(100),
      }),
    )
    .output(z.strictObject({ jobs: z.array(job), more: z.boolean() })),
  /** The numbers on the rail: requests that this person may decide, and own jobs with papers to take. */
  counts: reads('jobs.see').output(z.strictObject({ toDecide: z.number(), papers: z.number(), running: z.number() })),
  /** The accounts of a job in the order of the dry run, above place `after`. */
  rows: reads('jobs.see')
    .input(
      ofJob.extend({
        only: z.enum(['all', ...jobParts, 'staff', ...rowResults]),
        after: z.number().int().min(-1),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.strictObject({ rows: z.array(jobRow), more: z.boolean() })),
  /** Starts it. Refused as `second-person-needed` or `job-waits` where more is needed. */
  start: writes('jobs.act', 'fresh')
    .input(ofJob.extend({ reason, includeNoWayIn: z.boolean() }))
    .output(job),
  /** Asks for a second person, or begins the hour. Bound to exactly this dry run, reason and choice. */
  ask: writes('jobs.act', 'fresh')
    .input(ofJob.extend({ reason, includeNoWayIn: z.boolean() }))
    .output(job),
  /** By somebody else who holds the right; it starts at once. `digest`: of what the approver saw. */
  approve: writes('jobs.act', 'fresh')
    .input(ofJob.extend({ digest: z.string().regex(/^[0-9a-f]{64}$/) }))
    .output(job),
  deny: writes('jobs.act').input(ofJob.extend({ reason })).output(job),
  /** Gives up what is not done yet; what is done stays done. */
  cancel: writes('jobs.act').input(ofJob).output(job),
  /** Goes on with one that a fault stopped. */
  resume: writes('jobs.act', 'fresh').input(ofJob).output(job),
}
