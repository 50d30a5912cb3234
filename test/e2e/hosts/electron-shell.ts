/** The built Electron main entry and preload on the stand-in for the `electron` module. */
import type { StartHost } from './host'

/** Starts the shell; its window is a page of the given Chromium. */
export const startElectronShell: StartHost = () => Promise.reject(new Error('the stand-in is not here yet'))
