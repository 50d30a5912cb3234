/** The shape of every handler: a reading one, or an act in its three phases with its audit row. */
import type { Store } from '../store/store'
import { mayDo } from '../../src-preload/contract/rights'
import { actorOf, sessionOf, stepUpWantsToken, type Call } from './call'
import { auditRowOf, type Detail } from './audit-row'
import { Fault, fault } from '../fault'

export type ReadTables = Parameters<Parameters<Store['read']>[0]>[0]
export type WriteTables = Parameters<Parameters<Store['write']>[0]>[0]

interface Handed<I> {
  readonly input: I
  readonly context: { readonly call: Call }
}

/** What an act leaves: the answer, and what its audit row says. Without a row there is no act. */
export interface Settled<O> {
  readonly reply: O
  readonly row: {
    readonly detail: Detail
    /** Accounts it is about beside the target: it stands on the timeline of each. */
    readonly about?: readonly string[]
  }
  /** Runs after the commit: what lives in memory only, such as the seat's session. */
  readonly afterwards?: () => void
}

export interface Phases<I, O, T, J> {
  /** The attempt or the claim, committed before anything is judged: a burst or a crash gives no free guess. */
  readonly take?: (tables: WriteTables, call: Call, input: I) => Promise<T>
  /** scrypt, codes, files: no transaction open. */
  readonly judge?: (call: Call, input: I, taken: T) => Promise<J>
  /** One transaction: effect, letter, audit row. */
  readonly settle: (tables: WriteTables, call: Call, input: I, judged: J) => Promise<Settled<O>>
}

/** Makes the handler of an operation that only reads. Lists go over the second connection and never wait for a writer. */
export function look<I, O>(work: (tables: ReadTables, call: Call, input: I) => Promise<O>) {
  return ({ input, context: { call } }: Handed<I>): Promise<O> =>
    call.house.store.read((tables) => work(tables, call, input))
}

/** Makes the handler of an operation that writes: take, judge, settle, and exactly one audit row with the effect. */
export function act<I, O, T = undefined, J = undefined>({ take, judge, settle }: Phases<I, O, T, J>) {
  return async ({ input, context: { call } }: Handed<I>): Promise<O> => {
    const { store } = call.house
    const taken = take ? await store.write((tables) => take(tables, call, input)) : (undefined as T)
    const judged = judge ? await judge(call, input, taken) : (undefined as J)
    const settled = await store.write(async (tables) => {
      await standStill(tables, call)
      const outcome = await settle(tables, call, input, judged)
      if (call.usesStepUp && !(await tables.sessions.consumeStepUp(sessionOf(call).id_hash))) {
        throw fault('step-up-needed', { token: stepUpWantsToken(call) })
      }
      await appendRow(tables, call, outcome.row)
      return outcome
    })
    call.settled = true
    if (call.wroteLetters) call.house.postman.wake()
    settled.afterwards?.()
    return settled.reply
  }
}

/**
 * Asked again at the end: while an act was judged its session may have been ended, its actor disabled or given another
 * role. The call goes on with session and account as they stand now.
 * @throws session-ended, not-allowed
 */
async function standStill(tables: WriteTables, call: Call): Promise<void> {
  const { right } = call
  if (right === 'anyone' || right === 'nobody') return
  const before = actorOf(call)
  const session = await tables.sessions.find(sessionOf(call).id_hash)
  const actor = await tables.accounts.find(before.id)
  if (session?.ended_at !== null || actor?.enabled !== 1) throw fault('session-ended', { cause: 'ended' })
  call.session = session
  call.actor = actor
  if (actor.role !== before.role && !mayDo(actor.role, right)) throw fault('not-allowed')
}

/** @throws log-unwritable where the log refuses the row; the disk's own faults as they are. The act is then undone. */
async function appendRow(
  tables: WriteTables,
  call: Call,
  { detail, about = [] }: Settled<unknown>['row'],
): Promise<void> {
  try {
    await tables.audit.append(auditRowOf(call, { result: 'done', code: null, detail }), about)
  } catch (error) {
    if (error instanceof Fault) throw error
    call.house.log.error({ operation: call.operation, error: String(error) }, 'the audit log did not take an act')
    throw fault('log-unwritable', {}, { cause: error })
  }
}
