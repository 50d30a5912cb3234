/** One account of a running job: judged anew, and then effect, letters, audit row and result in one, or a result alone. */
import type { JobAct, JobPart, ListedAct } from '../../../src-preload/contract/jobs'
import { isStaff } from '../../../src-preload/contract/rights'
import { Fault } from '../../fault'
import { judgeAct, type JobRules, type JobVerdict } from '../../engine/job-judge'
import { judgeUndo } from '../../engine/job-undo'
import type { JobRowOfStore, RowEnd } from '../../store/job-rows'
import type { JobOfStore } from '../../store/jobs'
import type { WriteTables } from '../act'
import { auditRowOf, type Detail } from '../audit-row'
import type { Call } from '../call'
import { applyAct, applyUndo, prepareAct, type Applied, type Prepared } from './acts'
import type { AccountFacts } from './facts'
import { foundJob } from './found'
import { actOf, partsOf } from './needs'
import { sealPaper } from './paper'
import { openUndo, sealUndo } from './undo'
import { undoSince } from './undo-since'

/** What a row of the log is called where an account was refused: as its act by itself, where there is one. */
const rowNames: Readonly<Record<ListedAct['kind'], string>> = {
  'require-enrolment': 'jobs.requireEnrolment',
  reissue: 'otp.reissue',
  'renew-codes': 'recovery.renew',
  'issue-password': 'passwords.issue',
  'clear-mfa': 'accounts.clearMfa',
  disable: 'accounts.disable',
  enable: 'accounts.enable',
  unlock: 'accounts.unlock',
  'set-policy': 'jobs.setPolicy',
  'set-role': 'accounts.changeRole',
  'set-department': 'jobs.setDepartment',
  'send-mail': 'jobs.sendMail',
  import: 'imports.apply',
  undo: 'jobs.undone',
}

/** How the accounts of one job are judged and acted on: an act, or the undoing of one. */
export interface Work {
  /** What takes long, made before any transaction is open. */
  prepare(rows: readonly JobRowOfStore[]): Promise<Prepared>
  judge(tables: WriteTables, facts: AccountFacts, rules: JobRules): Promise<JobVerdict>
  apply(tables: WriteTables, call: Call, facts: AccountFacts, prepared: Prepared): Promise<Applied>
}

function actWork(house: Call['house'], act: JobAct): Work {
  return {
    prepare: (rows) =>
      prepareAct(
        house,
        act,
        rows.map(({ account_id }) => account_id),
      ),
    judge: async (_tables, facts, rules) => judgeAct(act, facts, rules),
    apply: (tables, call, facts, prepared) => applyAct(tables, call, act, facts, prepared),
  }
}

/** The copy is read in the transaction that uses it: it may have been destroyed a moment ago. */
function undoWork({ keyring }: Call['house'], originalId: string): Work {
  const copyOf = async (tables: WriteTables, { account }: AccountFacts) => {
    const row = await tables.jobRows.ofAccount(originalId, account.id)
    if (row === null || row.undo === null) return null
    const copy = openUndo(keyring, originalId, row.place, row.undo)
    return { accountId: row.account_id, auditNo: row.audit_no, place: row.place, copy }
  }
  return {
    prepare: async () => ({ passwords: new Map() }),
    async judge(tables, facts, rules) {
      const row = await copyOf(tables, facts)
      if (row === null) return gone('changed-meanwhile')
      const since = await undoSince(tables, await foundJob(tables, originalId), [row])
      return judgeUndo(row.copy, facts, rules, since(row.accountId))
    },
    async apply(tables, call, facts) {
      const row = await copyOf(tables, facts)
      if (row === null) throw new Error('a copy that was just judged is gone')
      // A sheet with the key that is dropped is handed to nobody any more.
      if (row.copy.kind === 'pending-key') await tables.jobRows.destroyPaper(originalId, row.place)
      return applyUndo(tables, call, row.copy, facts)
    },
  }
}

/** @returns how the accounts of `job` are worked on */
export function workOf(house: Call['house'], job: JobOfStore): Work {
  const act = actOf(job)
  if (act.kind === 'undo') return undoWork(house, job.undoes ?? '')
  if (act.kind === 'import') throw new Error('an import is written as one and never run')
  return actWork(house, act)
}

const gone = (problem: 'changed-meanwhile' | 'not-found'): JobVerdict => ({
  ...{ part: 'left-out', problem, mails: 0, papers: 0, sessions: 0, losesAdministrator: false },
})

/** What the disk says is said of the whole transaction, not of one account. */
const ofTheDisk = ['store-full', 'store-locked', 'store-read-only', 'store-damaged']

export interface Turn {
  readonly tables: WriteTables
  readonly call: Call
  readonly job: JobOfStore
  readonly row: JobRowOfStore
  readonly facts: AccountFacts | null
  readonly rules: JobRules
  readonly prepared: Prepared
  readonly work: Work
  /** The policy gives hours to undo it in. */
  readonly keepsCopies: boolean
}

/** @returns the verdict it was acted on by, or null where nothing was done to the account. @throws what the disk throws */
export async function takeTurn(turn: Turn): Promise<JobVerdict | null> {
  const { tables, call, job, row, facts, rules, work } = turn
  // Somebody else may run the same job: the row was read before this transaction began.
  if (!(await tables.jobRows.isOpen(job.id, row.place))) return null
  if (facts !== null) call.target = { id: facts.account.id, name: facts.account.name || facts.account.email }
  try {
    return await tables.savepoints.run(async () => {
      const verdict = facts === null ? gone('not-found') : await work.judge(tables, facts, rules)
      if (verdict.part === 'same') {
        await end(turn, { result: 'same' })
        return null
      }
      const parts: readonly JobPart[] = partsOf(job.include_no_way_in === 1)
      if (facts === null || !parts.includes(verdict.part)) {
        await refuse(turn, verdict.problem ?? 'changed-meanwhile')
        return null
      }
      // Whoever let it run was shown no staff here, and may not be one who could let it run over staff.
      if (row.staff === 0 && isStaff(facts.account.role)) {
        await refuse(turn, 'changed-meanwhile')
        return null
      }
      await apply(turn, facts)
      return verdict
    })
  } catch (error) {
    if (error instanceof Fault && ofTheDisk.includes(error.code)) throw error
    if (!(error instanceof Fault))
      call.house.log.error({ job: job.no, error: String(error) }, 'an account of a job failed inside')
    await refuse(turn, error instanceof Fault ? error.code : 'internal')
    return null
  }
}

async function apply(turn: Turn, facts: AccountFacts): Promise<void> {
  const { tables, call, job, row, prepared, work, keepsCopies } = turn
  const { keyring } = call.house
  const { act, detail, undo, paper } = await work.apply(tables, call, facts, prepared)
  const whole = { ...detail, ...ofJob(turn) }
  const logged = auditRowOf({ ...call, operation: act }, { result: 'done', code: null, detail: whole })
  const { no } = await tables.audit.append(logged)
  await end(turn, {
    result: 'done',
    audit_no: no,
    undo: keepsCopies && undo ? sealUndo(keyring, job.id, row.place, undo) : null,
    secret: paper && sealPaper(keyring, job.id, row.place, paper),
  })
}

function ofJob({ call: { job } }: Turn): Detail {
  if (job === null) return {}
  return { job: job.no, ...(job.approvedBy === null ? {} : { approvedBy: job.approvedBy }) }
}

/** Why an account was not acted on stands in the log as the refusal of the act by itself would. */
async function refuse(turn: Turn, code: string): Promise<void> {
  const { tables, call, job } = turn
  const operation = rowNames[actOf(job).kind]
  // Two of the dry run's words are no faults: it was not approved like this.
  const isFault = code !== 'no-password' && code !== 'mail-fails'
  const detail = { ...ofJob(turn), ...(isFault ? {} : { problem: code }) }
  const outcome = { result: 'refused', code: isFault ? code : 'changed-meanwhile', detail } as const
  const { no } = await tables.audit.append(auditRowOf({ ...call, operation }, outcome))
  await end(turn, { result: 'refused', code, audit_no: no })
}

async function end({ tables, call, job, row }: Turn, how: Partial<RowEnd> & Pick<RowEnd, 'result'>): Promise<void> {
  const nothing = { code: null, audit_no: null, undo: null, secret: null }
  const ended = await tables.jobRows.end(job.id, row.place, { ...nothing, done_at: call.at, ...how })
  if (!ended) throw new Error('an account of a job came to two ends')
}
