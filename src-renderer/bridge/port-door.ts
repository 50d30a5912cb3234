/** The Electron door: a message port that the preload hands over once the window asks for it. */
import type { ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'

/** @returns a link over the port. The port is asked for once in the life of the page. */
export function openPortDoor(preload: { connect(): void }): Promise<ClientLink<Record<never, never>>> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent): void => {
      const port = event.ports[0]
      // Only the preload of this very window posts here; a message from elsewhere has another source.
      if (event.source !== window || event.data !== 'mfa-desk-port' || !port) return
      window.removeEventListener('message', take)
      port.start()
      resolve(new RPCLink({ port }))
    }
    window.addEventListener('message', take)
    preload.connect()
  })
}
