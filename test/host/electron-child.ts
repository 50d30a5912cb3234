/** The built Electron shell as a process of its own, on the stand-in and with no browser: what it does before its window. */
import type { Browser } from '@playwright/test'
import { GaveUp, startElectronDesk } from '../electron-stand-in/start-electron-desk.ts'

const [dataFolder = '', keyFolder = '', demo] = process.argv.slice(2)
// nobody may come so far that it is asked for a page
const browser = { newContext: () => Promise.reject(new Error('a window was opened')) } as unknown as Browser
try {
  await startElectronDesk({ browser, dataFolder, keyFolder, demo: demo === 'demo' })
} catch (error) {
  if (!(error instanceof GaveUp)) throw error
  process.stdout.write(JSON.stringify({ errors: error.message, lines: error.lines }))
  process.exit(error.code)
}
