/** The real Electron window, where its runtime is installed: the built main entry, driven by Playwright. */
import { resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { watchPage } from '../support/page-watch'
import { realElectron } from './electron-runtime'
import type { StartHost } from './host'

const entry = resolve(import.meta.dirname, '../../../out/main/electron.js')

/** Starts Electron on the folders; its first window is the page. */
export const startRealElectron: StartHost = async (options) => {
  const { dataFolder, keyFolder, demo, temporaryFolder, authority } = options
  const found = realElectron()
  if ('lacking' in found) throw new Error(found.lacking)
  const lines: string[] = []
  const app = await _electron.launch({
    executablePath: found.program,
    args: [entry, ...(demo ? ['--demo'] : ['--data', dataFolder])],
    env: {
      ...(process.env as Record<string, string>),
      MFA_DESK_KEYS: keyFolder,
      MFA_DESK_ANCHORS: `${keyFolder}-anchors`,
      TMPDIR: temporaryFolder,
      NODE_EXTRA_CA_CERTS: authority.path,
    },
  })
  app.process().stdout?.on('data', (text) => lines.push(...String(text).split('\n')))
  let printed = ''
  app.process().stdout?.on('data', (text) => (printed += String(text)))
  app.process().stderr?.on('data', (text) => (printed += String(text)))
  const page = await app.firstWindow()
  const met = watchPage(page, page.url())
  return { page, lines, output: () => printed, met, stop: () => app.close() }
}
