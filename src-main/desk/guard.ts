/** The chain in front of every operation: known, session, right, step-up, input; and a row for every refusal. */
import { implement, ORPCError, ValidationError } from '@orpc/server'
import { contract } from '../../src-preload/contract'
import type { Confinement } from '../../src-preload/contract/confinement'
import { id as accountId } from '../../src-preload/contract/facts'
import type { Facts } from '../../src-preload/contract/facts'
import { faults, type FaultCode } from '../../src-preload/contract/faults'
import type { Right } from '../../src-preload/contract/rights'
import { toInstant } from '../clock'
import { Fault, fault } from '../fault'
import { makeId } from '../random'
import type { WriteTables } from './act'
import { auditRowOf } from './audit-row'
import { demandRight, demandStepUp, type Call } from './call'
import type { House } from './house'
import type { CallFromHost } from './seat'
import { recallSession } from './session-of-seat'

/** The contract with the chain in front; each group's file hangs its handlers on it. */
export type GuardedDesk = ReturnType<typeof guardedDesk>

/** @returns the implementer of the contract whose every operation passes the chain first. */
export function guardedDesk(house: House) {
  return implement(contract)
    .$context<CallFromHost>()
    .use(async ({ context, path, procedure, next }, input) => {
      const facts = procedure['~orpc'].meta
      const call = beginCall(house, context, path.join('.'), facts.right)
      noteAsked(call, path[0] ?? '', input)
      try {
        await recallSession(call, { needed: facts.right !== 'anyone' && facts.right !== 'nobody' })
        if (facts.right === 'nobody') throw fault('not-allowed')
        if (facts.right !== 'anyone') demandOpen(call, facts.right, facts.confined)
        if (facts.stepUp !== 'none') demandStepUp(call, facts.stepUp)
        return await next({ context: { call } })
      } catch (error) {
        const refusal = toFault(house, error, call.operation)
        if (facts.recordsRefusal && !call.settled) await writeRefusal(house, call, refusal)
        throw toReply(refusal)
      }
    })
}

function beginCall(house: House, { seat }: CallFromHost, operation: string, right: Facts['right']): Call {
  const now = house.clock()
  return {
    house,
    seat,
    operation,
    right,
    now,
    at: toInstant(now),
    actor: null,
    session: null,
    askedAbout: null,
    target: null,
    reason: '',
    usesStepUp: false,
    settled: false,
    confined: null,
    wroteLetters: false,
    job: null,
  }
}

/** @throws not-allowed by the role; confined where the session is kept to something else first */
function demandOpen(call: Call, right: Right, confined: readonly Confinement[]): void {
  demandRight(call, right)
  if (call.confined && !confined.includes(call.confined.to)) throw fault('confined', { to: call.confined.to })
}

const longestReason = 500

/**
 * The input is not yet checked here: what it says of whom and why is taken for the row of a refusal, cut to size.
 * Only the group `accounts` calls the account `id`; elsewhere that may be the id of anything.
 */
function noteAsked(call: Call, group: string, input: unknown): void {
  if (typeof input !== 'object' || input === null) return
  const asked = input as { reason?: unknown; accountId?: unknown; id?: unknown }
  if (typeof asked.reason === 'string') call.reason = asked.reason.trim().slice(0, longestReason)
  const about = accountId.safeParse(group === 'accounts' ? asked.id : asked.accountId)
  if (about.success) call.askedAbout = about.data
}

/** Names whom a refused act was asked about, where no handler came to it. An id of nobody is nobody's: it stays out of the log. */
async function nameTarget(tables: Pick<WriteTables, 'accounts'>, call: Call): Promise<void> {
  if (call.target !== null || call.askedAbout === null) return
  const account = await tables.accounts.find(call.askedAbout)
  if (account) call.target = { id: account.id, name: account.name || account.email }
}

/** @returns the fault behind whatever was thrown; what is none of ours is logged under a number and told as that number. */
function toFault(house: House, error: unknown, operation: string): Fault {
  if (error instanceof Fault) return error
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const field = error.cause.issues[0]?.path?.map((key) => String(typeof key === 'object' ? key.key : key)).join('.')
    return fault('input-invalid', { field: field ? field.slice(0, 100) : null })
  }
  const number = makeId(house.random).slice(0, 8)
  house.log.error({ number, operation, error: describe(error) }, 'an operation failed inside')
  return fault('internal', { number })
}

/** Name, message and stack: the redaction of the log has the last word. */
const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : { name: typeof error }

/**
 * A refusal has a commit of its own. Where even that cannot be written the caller is told so by the log, and
 * keeps the fault it had: the refused act changed nothing either way.
 */
async function writeRefusal(house: House, call: Call, refusal: Fault): Promise<void> {
  const { result } = faults[refusal.code]
  try {
    await house.store.write(async (tables) => {
      await nameTarget(tables, call)
      await tables.audit.append(auditRowOf(call, { result, code: refusal.code, detail: {} }))
    })
  } catch (error) {
    house.log.error(
      { operation: call.operation, error: describe(error) },
      'a refusal could not be written to the audit log',
    )
  }
}

/** `{code, data}` and nothing else crosses the door. */
function toReply({ code, data }: Fault): ORPCError<FaultCode, unknown> {
  return new ORPCError(code, { defined: true, status: faults[code].status, message: code, data })
}
