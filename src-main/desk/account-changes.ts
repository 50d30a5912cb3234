/** Making and changing accounts: fields, role, disabled and enabled. */
import type { AccountFields } from '../../src-preload/contract/accounts'
import { isStaff } from '../../src-preload/contract/rights'
import { foldKey } from '../engine/fold'
import { policyFields } from '../engine/policy'
import { fault } from '../fault'
import { makeId } from '../random'
import type { AccountRow } from '../store/accounts'
import { columnsOf, newAccount } from './account-fields'
import { setEnabled, setRole } from './account-standing'
import { act, type ReadTables, type WriteTables } from './act'
import { demandAlone } from './approvals'
import { moves, tellAddressChange } from './address-change'
import type { Detail } from './audit-row'
import { demandRight, demandStepUp, type Call } from './call'
import { changeAccount, stopEmail } from './factors'
import type { GuardedDesk } from './guard'
import { policyOfSite } from './settings'
import { otherAccount, targetAccount } from './target-account'

type Columns = ReturnType<typeof columnsOf>

/** @throws email-taken or user-name-taken where another account has it, in any spelling. */
async function demandFree(tables: ReadTables, columns: Columns, ownId: string | null): Promise<void> {
  const byEmail = await tables.accounts.findByEmailKey(foldKey(columns.email))
  if (byEmail && byEmail.id !== ownId) throw fault('email-taken')
  const userNameKey = foldKey(columns.user_name)
  const byUserName = userNameKey && (await tables.accounts.findByUserNameKey(userNameKey))
  if (byUserName && byUserName.id !== ownId) throw fault('user-name-taken')
}

const shown = ['email', 'second_email', 'phone', 'name', 'user_name', 'department', 'language'] as const

/** Old and new of the fields that differ, as `name before` and `name` of the audit row. */
function differences(before: AccountRow, columns: Columns): Detail {
  const pairs = shown
    .filter((field) => before[field] !== columns[field])
    .flatMap((field) => [
      [`${field} before`, before[field]],
      [field, columns[field]],
    ])
  return Object.fromEntries(pairs) as Detail
}

async function switchTo(tables: WriteTables, call: Call, id: string, enabled: 0 | 1) {
  const account = await otherAccount(tables, call, id)
  const detail = await setEnabled(tables, call, account, enabled)
  return { reply: { rev: account.rev + 1 }, row: { detail } }
}

async function change(tables: WriteTables, call: Call, input: AccountFields & { id: string; rev: number }) {
  const { id, rev, ...fields } = input
  const account = await targetAccount(tables, call, id)
  if (account.rev !== rev) throw fault('changed-meanwhile')
  const columns = columnsOf(fields)
  const emailMoves = moves(account, columns, 'email')
  // The address is where codes and notices go: moving it is a way into the account.
  if (emailMoves || moves(account, columns, 'second_email')) demandStepUp(call, 'fresh')
  await demandFree(tables, columns, id)
  const stopped = emailMoves ? await stopEmail(tables, call, account) : null
  await changeAccount(tables, account, { ...columns, ...stopped })
  await tellAddressChange(tables, call, account, columns)
  const state = stopped && stopped.state !== account.state ? { stateBefore: account.state, state: stopped.state } : {}
  return { reply: { rev: rev + 1 }, row: { detail: { ...differences(account, columns), ...state } } }
}

/** @returns the writing handlers of the group `accounts`. */
export const accountChangeHandlers = (desk: GuardedDesk) => ({
  make: desk.accounts.make.handler(
    act({
      settle: async (tables, call, { role, ...fields }) => {
        if (isStaff(role)) {
          demandRight(call, 'roles.change')
          await demandAlone(tables, 'role-changes')
          demandStepUp(call, 'each-time')
        }
        const columns = columnsOf(fields)
        await demandFree(tables, columns, null)
        const id = makeId(call.house.random)
        call.target = { id, name: columns.name || columns.email }
        const policy = policyFields(role, await policyOfSite(tables), call.now, null)
        await tables.accounts.insert({ ...newAccount({ id, at: call.at, role, ...fields }), ...policy })
        return { reply: { id }, row: { detail: { email: columns.email, role } } }
      },
    }),
  ),

  change: desk.accounts.change.handler(act({ settle: change })),

  changeRole: desk.accounts.changeRole.handler(
    act({
      settle: async (tables, call, { id, rev, role }) => {
        const account = await otherAccount(tables, call, id)
        await demandAlone(tables, 'role-changes')
        const detail = await setRole(tables, call, account, { role, rev })
        return { reply: { rev: rev + 1 }, row: { detail } }
      },
    }),
  ),

  disable: desk.accounts.disable.handler(act({ settle: (tables, call, { id }) => switchTo(tables, call, id, 0) })),

  enable: desk.accounts.enable.handler(act({ settle: (tables, call, { id }) => switchTo(tables, call, id, 1) })),
})
