/** The ground of every journey: a desk on folders of its own, on the host of the project, watched and ended cleanly. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { startElectronShell } from '../hosts/electron-shell'
import type { RunningHost, StartHost } from '../hosts/host'
import { startLoopback } from '../hosts/loopback'
import { startRealElectron } from '../hosts/real-electron'

export type HostName = 'loopback' | 'electron-shell' | 'electron'

const starts: Record<HostName, StartHost> = {
  loopback: startLoopback,
  'electron-shell': startElectronShell,
  electron: startRealElectron,
}

export interface DemoAccount {
  readonly role: string
  readonly email: string
  readonly password: string
}

export interface DeskUnderTest {
  readonly dataFolder: string
  readonly keyFolder: string
  /** The page of the running desk. */
  readonly page: Page
  /** Starts it on the folders, empty at first; or as a demo. */
  start(options?: { demo?: boolean }): Promise<Page>
  /** Ends it and starts it again on the same folders. */
  restart(): Promise<Page>
  stop(): Promise<void>
  /** Everything it printed since it was first started. */
  output(): string
  /** The account of a role that the demo printed. */
  demoAccount(role: string): DemoAccount
}

function deskOn(start: StartHost, folder: string, browser: Parameters<StartHost>[0]['browser']): DeskUnderTest {
  const [dataFolder, keyFolder] = [join(folder, 'data'), join(folder, 'keys')]
  let running: RunningHost | null = null
  let isDemo = false
  let printed = ''
  const now = (): RunningHost => {
    if (!running) throw new Error('the desk is not started')
    return running
  }
  return {
    dataFolder,
    keyFolder,
    get page() {
      return now().page
    },
    async start({ demo = false } = {}) {
      isDemo = demo
      running = await start({ dataFolder, keyFolder, demo, browser })
      return running.page
    },
    async restart() {
      await this.stop()
      return await this.start({ demo: isDemo })
    },
    async stop() {
      if (!running) return
      const ending = running
      running = null
      await ending.stop()
      printed += ending.output()
      expect(ending.met, 'content policy, page errors and requests that leave the desk').toEqual([])
    },
    output: () => printed + (running?.output() ?? ''),
    demoAccount(role) {
      const accounts = now().lines.flatMap((line) => {
        const [word, is, email, ...rest] = line.split(' ')
        return word === 'demo' && is && email ? [{ role: is, email, password: rest.join(' ') }] : []
      })
      const found = accounts.find((account) => account.role === role)
      if (!found) throw new Error(`the demo printed no account for ${role}`)
      return found
    },
  }
}

export const test = base.extend<{ hostName: HostName; desk: DeskUnderTest }>({
  hostName: ['loopback', { option: true }],
  desk: async ({ hostName, browser }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-'))
    const desk = deskOn(starts[hostName], folder, browser)
    try {
      await use(desk)
    } finally {
      await desk.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

export { expect }
