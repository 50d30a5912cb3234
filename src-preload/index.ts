/** The preload: one function, which asks main for the message port to the desk and hands it to this very page. */
import { contextBridge, ipcRenderer } from 'electron'

ipcRenderer.on('mfa-desk-port', (event) => {
  // same window, same origin: nobody else can listen for it
  window.postMessage('mfa-desk-port', window.location.origin, [...event.ports])
})

contextBridge.exposeInMainWorld('mfaDesk', {
  connect: (): void => ipcRenderer.send('mfa-desk-connect'),
})
