/** Handlers and faults inside main that must not compile. Each names the error it is refused with. */
import { act } from '../../../src-main/desk/act'
import type { GuardedDesk } from '../../../src-main/desk/guard'
import { fault } from '../../../src-main/fault'

declare const guarded: GuardedDesk

// @ts-expect-error TS2322 an act that forgets its audit row
export const withoutRow = act<object, object>({ settle: () => Promise.resolve({ reply: {} }) })

// @ts-expect-error TS2345 an act without the phase that has the effect
export const withoutEffect = act<object, object>({})

// @ts-expect-error TS2322 an answer that is not what the contract says
export const wrongReply = guarded.accounts.counts.handler(() => Promise.resolve({ all: 'many' }))

// @ts-expect-error TS2339 a handler for an operation the contract does not have
export const unknownHandler = guarded.accounts.destroy

// @ts-expect-error TS2345 a code that is not in the closed list
export const unknownCode = fault('went-wrong')

// @ts-expect-error TS2345 a fault without the data its code carries
export const dataMissing = fault('token-wrong')

// @ts-expect-error TS2353 a fault with data of another code
export const dataOfAnother = fault('too-large', { problem: 'wrong' })
