/** What an act of a job does to one account, inside the transaction that writes its row: the same as the act by itself. */
import type { JobAct } from '../../../../src-preload/contract/jobs'
import { fault } from '../../../fault'
import type { WriteTables } from '../../act'
import type { Detail } from '../../audit-row'
import type { Call } from '../../call'
import type { House } from '../../house'
import type { MadePassword } from '../../passwords'
import type { AccountFacts } from '../facts'
import type { Paper } from '../paper'
import type { UndoCopy } from '../undo'

/** What is made before any transaction is open, because it takes long. */
export interface Prepared {
  /** By account. */
  readonly passwords: ReadonlyMap<string, MadePassword>
}

/** What an act left of one account; the effect and its letters are written. */
export interface Applied {
  /** What its audit row is called: the name of the act by itself, where there is one. */
  readonly act: string
  /** As the act by itself has it; the job's number and who approved it are added by whoever writes the row. */
  readonly detail: Detail
  /** What brings it back; null where it cannot be undone. */
  readonly undo: UndoCopy | null
  /** What waits to be taken. */
  readonly paper: Paper | null
}

/**
 * Makes what takes long for some accounts, outside any transaction: passwords are scrypt.
 * @throws busy where too many wait for scrypt: to be tried again
 */
export async function prepareAct(_house: House, _act: JobAct, _accountIds: readonly string[]): Promise<Prepared> {
  return { passwords: new Map() }
}

/**
 * Does the act to one account that was judged `change` (or `no-way-in`, where that is included) by the same facts, and
 * names it as the target of `call`. `call.actor` is whoever made the job.
 * @throws faults of the act by itself where it is refused after all; everything it wrote is then to be taken back
 */
export async function applyAct(
  _tables: WriteTables,
  _call: Call,
  _act: JobAct,
  _facts: AccountFacts,
  _prepared: Prepared,
): Promise<Applied> {
  throw fault('internal', { number: 'not-built' })
}

/** Brings one account back that `judgeUndo` called `change`, and names it as the target of `call`. @throws as `applyAct` */
export async function applyUndo(
  _tables: WriteTables,
  _call: Call,
  _copy: UndoCopy,
  _facts: AccountFacts,
): Promise<Applied> {
  throw fault('internal', { number: 'not-built' })
}
