/** What a failed call crosses a door as: a code and its data, whoever failed, and nothing else. */
import { ORPCError } from '@orpc/server'
import { faults } from '../../src-preload/contract/faults'
import type { FaultCode, FaultData } from '../../src-preload/contract/faults'
import type { HouseLog } from '../desk/house'
import type { Random } from '../random'

const reply = <C extends FaultCode>(code: C, data: FaultData<C>): ORPCError<C, FaultData<C>> =>
  // an empty message would be replaced by the package's own words
  new ORPCError(code, { defined: true, status: faults[code].status, message: code, data })

/** @returns the error as one of our faults, null where its code is none of ours. */
function asFault(error: unknown): ORPCError<string, unknown> | null {
  if (!(error instanceof ORPCError)) return null
  const code: string = error.code
  return Object.hasOwn(faults, code) ? reply(code as FaultCode, error.data as never) : null
}

const intercept =
  (judge: (error: unknown) => Error) =>
  async <T>({ next }: { next(): PromiseLike<T> }): Promise<T> => {
    try {
      return await next()
    } catch (error) {
      throw judge(error)
    }
  }

/**
 * For the options of a handler. The desk answers with faults of its own; what fails before or after it gets
 * its code here, because the package would tell more: what a call throws, and a message that is none.
 */
export function faultInterceptors({ log, random }: { log: HouseLog; random: Random }) {
  function ofCall(error: unknown): ORPCError<string, unknown> {
    const fault = asFault(error)
    if (fault) return fault
    if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return reply('input-invalid', { field: null })
    const number = Buffer.from(random(4)).toString('hex')
    log.error({ number, error }, 'a call failed at the door')
    return reply('internal', { number })
  }
  const ofMessage = (error: unknown) => asFault(error) ?? reply('input-invalid', { field: null })
  return {
    clientInterceptors: [intercept(ofCall)],
    interceptors: [intercept(ofMessage)],
  }
}

/** The fault as the JSON of the package's own protocol, for a door that refuses a call by itself. */
export function faultBody<C extends FaultCode>(code: C, data: FaultData<C>): { status: number; body: string } {
  return { status: faults[code].status, body: JSON.stringify({ json: reply(code, data).toJSON() }) }
}
