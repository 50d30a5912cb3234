/** What a failed call crosses a door as: a code and its data, whoever failed, and nothing else. */
import { ORPCError } from '@orpc/server'
import { faults } from '../../src-preload/contract/faults'
import type { FaultCode, FaultData } from '../../src-preload/contract/faults'
import type { HouseLog } from '../desk/house'
import type { Random } from '../random'

const reply = <C extends FaultCode>(code: C, data: FaultData<C>): ORPCError<C, FaultData<C>> =>
  // an empty message would be replaced by the package's own words
  new ORPCError(code, { defined: true, status: faults[code].status, message: code, data })

/**
 * The desk answers with faults of its own. What fails before or after it, in reading the message or writing
 * the answer, gets its code here, because the package would tell more.
 */
export function makeFaultReply({ log, random }: { log: HouseLog; random: Random }) {
  return (error: unknown): ORPCError<string, unknown> => {
    if (error instanceof ORPCError) {
      const code: string = error.code
      if (Object.hasOwn(faults, code)) return reply(code as FaultCode, error.data as never)
      if (code === 'BAD_REQUEST') return reply('input-invalid', { field: null })
      if (code === 'NOT_FOUND') return reply('not-found', { what: 'operation' })
    }
    const number = Buffer.from(random(4)).toString('hex')
    log.error({ number, error }, 'a call failed at the door')
    return reply('internal', { number })
  }
}

/** The fault as the JSON of the package's own protocol, for a door that refuses a call by itself. */
export function faultBody<C extends FaultCode>(code: C, data: FaultData<C>): { status: number; body: string } {
  return { status: faults[code].status, body: JSON.stringify({ json: reply(code, data).toJSON() }) }
}
