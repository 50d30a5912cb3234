/** A few operations in the place of the desk: enough to see what a door carries, and to whom. */
import { ORPCError, os } from '@orpc/server'
import type { DeskRouter } from '../../src-main/host/open-desk'
import type { CallFromHost } from '../../src-main/desk/seat'

const base = os.$context<CallFromHost>()

/** @returns a router, and the seats it was called from, one entry a call. */
export function makeFakeRouter() {
  const calls: { operation: string; input: unknown; seat: CallFromHost['seat'] }[] = []
  const note = (operation: string, answer: (seat: CallFromHost['seat'], input: unknown) => unknown) =>
    base.handler(({ context, input }) => {
      calls.push({ operation, input, seat: context.seat })
      return answer(context.seat, input)
    })
  const router = {
    session: {
      state: note('session.state', (seat) => ({ signedIn: seat.session !== null, computer: seat.computer })),
      signIn: note('session.signIn', (seat) => {
        seat.session = 'a session id'
        return {}
      }),
      signOut: note('session.signOut', (seat) => {
        seat.session = null
        return {}
      }),
    },
    imports: {
      open: note('imports.open', async (_seat, input) => ({
        bytes: (await (input as { file: File }).file.bytes()).length,
      })),
    },
    faults: {
      fault: note('faults.fault', () => {
        throw new ORPCError('not-allowed', { defined: true, status: 403, message: 'SELECT secret', data: {} })
      }),
      crash: note('faults.crash', () => {
        throw new Error('SQLITE at /var/lib/secret: SELECT password FROM accounts')
      }),
    },
  }
  return { router: router as unknown as DeskRouter, calls }
}
