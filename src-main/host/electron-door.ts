/** The Electron door: a message port for the window's own page, and the calls that come through it. */
import { ipcMain, MessageChannelMain } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import { RPCHandler } from '@orpc/server/message-port'
import type { HouseLog } from '../desk/house'
import type { CallFromHost, Seat } from '../desk/seat'
import type { Random } from '../random'
import { deskOrigin } from './electron-scheme'
import { faultInterceptors } from './fault-reply'
import type { DeskRouter } from './open-desk'
import { isDeskPage } from './sender-guard'

export interface ElectronDoorOptions {
  readonly router: DeskRouter
  readonly window: BrowserWindow
  readonly computer: string
  readonly random: Random
  readonly log: HouseLog
}

/** Listens for the page asking for its port. The seat belongs to the window: it outlives a reload of the page. */
export function openElectronDoor({ router, window, computer, random, log }: ElectronDoorOptions): void {
  const seat: Seat = { host: 'electron', computer, session: null }
  const handler = new RPCHandler<CallFromHost>(router, faultInterceptors({ log, random }))
  let open: MessagePortMain | undefined
  ipcMain.on('mfa-desk-connect', (event) => {
    if (!isDeskPage(event, window.webContents, deskOrigin)) {
      log.error(
        { from: event.senderFrame?.origin ?? 'gone' },
        'a port was asked for by another than the page of the desk',
      )
      return
    }
    // a page asks once: the port of the page before it leads nowhere any more
    open?.close()
    const { port1, port2 } = new MessageChannelMain()
    open = port1
    handler.upgrade(port1, { context: { seat } })
    port1.start()
    event.senderFrame?.postMessage('mfa-desk-port', null, [port2])
  })
}
