/** Calls of the desk that must not compile. Each names the error it is refused with; types.spec.ts holds the compiler to it. */
import type { Desk, OperationName } from '../../../src-preload/contract'
import type { FaultData, FaultReply } from '../../../src-preload/contract/faults'
import { mayDo, rightsOf, type Right } from '../../../src-preload/contract/rights'
import type { AccountFilter } from '../../../src-preload/contract/accounts'

declare const desk: Desk
const id = 'abcdefghijklmnopqrstuvwxyz'

export async function unknownOperation() {
  // @ts-expect-error TS2339 an operation the contract does not have
  await desk.accounts.destroy({ id })
  // @ts-expect-error TS2339 a group the contract does not have
  await desk.everything.list({})
}

export async function wrongInput() {
  // @ts-expect-error TS2322 an id is text
  await desk.accounts.show({ id: 7 })
  // @ts-expect-error TS2554 the input is left out
  await desk.accounts.show()
  // @ts-expect-error TS2345 the reason is left out
  await desk.otp.reissue({ accountId: id })
  // @ts-expect-error TS2353 a key the schema does not know
  await desk.otp.reissue({ accountId: id, reason: 'New phone', force: true })
  // @ts-expect-error TS2820 a role that does not exist
  await desk.accounts.changeRole({ id, rev: 1, role: 'adminstrator', reason: 'typing' })
  // @ts-expect-error TS2322 a file is a File
  await desk.imports.open({ file: 'name,email' })
}

export async function wrongOutput() {
  const account = await desk.accounts.show({ id })
  // @ts-expect-error TS2339 the OTP key never comes back with the account
  void account.otp?.secret
  // @ts-expect-error TS2551 a misspelled field
  void account.departement
  const page = await desk.accounts.list({ filter: {}, from: null, direction: 'forward', limit: 50 })
  // @ts-expect-error TS2532 a row may not be there
  void page.rows[0].name
  // @ts-expect-error TS2531 nobody may be signed in
  void (await desk.session.state()).me.role
}

// @ts-expect-error TS2820 a state that does not exist
export const unknownState: AccountFilter = { states: ['enroled-otp'] }

// @ts-expect-error TS2322 an operation by a wrong name
export const wrongName: OperationName = 'otp.destroy'

// @ts-expect-error TS2322 a code that is not in the closed list
export const unknownCode: FaultReply = { code: 'went-wrong', data: {} }

// @ts-expect-error TS2741 the data of a fault belong to its code
export const dataMissing: FaultData<'token-wrong'> = { problem: 'wrong' }

// @ts-expect-error TS2820 a right that is not in the list
export const unknownRight: Right = 'accounts.delete'

// @ts-expect-error TS2345 an unknown role holds no right
export const unknownRole = mayDo('root', 'accounts.see')

// @ts-expect-error TS2339 the matrix is read, not changed
rightsOf.user.push('accounts.see')
