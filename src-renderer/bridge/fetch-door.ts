/** The loopback door: the start code is exchanged for a bearer, and calls go as POST to the page's own origin. */
import type { ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { spendStartCode, startCode } from './start-code'

const bearerPlace = 'mfa-desk-bearer'

/** A start code that was not taken, or a bearer the desk does not know: this tab needs a new address. */
export class DoorClosed extends Error {}

/** As fetch; a desk that is not there is a closed door. */
async function reach(request: Request | string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(request, init)
  } catch {
    throw new DoorClosed()
  }
}

async function exchange(code: string): Promise<void> {
  const reply = await reach('/start', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  // only now: a desk that could not be reached has not taken it
  spendStartCode()
  if (!reply.ok) throw new DoorClosed()
  const { bearer } = (await reply.json()) as { bearer: string }
  sessionStorage.setItem(bearerPlace, bearer)
}

/** @returns a link that carries the bearer. Throws `DoorClosed` where the start code is used up or too old. */
export async function openFetchDoor(): Promise<ClientLink<Record<never, never>>> {
  const code = startCode()
  if (code) await exchange(code)
  return new RPCLink({
    url: `${window.location.origin}/rpc`,
    headers: () => ({ authorization: `Bearer ${sessionStorage.getItem(bearerPlace) ?? ''}` }),
    fetch: async (request, init) => {
      const reply = await reach(request, init)
      // with the end of a session its bearer ends; this tab, and no copy of it, is handed the next one
      const next = reply.headers.get('mfa-desk-bearer')
      if (next) sessionStorage.setItem(bearerPlace, next)
      return reply
    },
  })
}
