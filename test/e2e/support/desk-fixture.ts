/** The ground of every journey: a desk on folders of its own, on the host of the project, watched and ended cleanly. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { openMailServer, type MailServer, type MailServerOptions } from '../../doubles/mail-server'
import { startElectronShell } from '../hosts/electron-shell'
import type { RunningHost, StartHost, StartOptions } from '../hosts/host'
import { startLoopback } from '../hosts/loopback'
import { startRealElectron } from '../hosts/real-electron'
import { makeAuthority, type Authority } from './authority'

export type HostName = 'loopback' | 'electron-shell' | 'electron'

export const starts: Record<HostName, StartHost> = {
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
  /** Of a demo: the folder it made for itself. */
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

function deskOn(start: StartHost, folder: string, given: Pick<StartOptions, 'browser' | 'authority'>): DeskUnderTest {
  const { browser, authority } = given
  const [ownFolder, keyFolder] = [join(folder, 'data'), join(folder, 'keys')]
  let running: RunningHost | null = null
  let isDemo = false
  let printed = ''
  const now = (): RunningHost => {
    if (!running) throw new Error('the desk is not started')
    return running
  }
  return {
    get dataFolder() {
      const demo = isDemo ? readdirSync(folder).find((name) => name.startsWith('mfa-desk-demo-')) : undefined
      return demo ? join(folder, demo, 'data') : ownFolder
    },
    keyFolder,
    get page() {
      return now().page
    },
    async start({ demo = false } = {}) {
      isDemo = demo
      running = await start({ dataFolder: ownFolder, keyFolder, demo, browser, temporaryFolder: folder, authority })
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

interface Fixtures {
  desk: DeskUnderTest
  /** A mail server of the site, and another that nobody vouches for where `own` is false. */
  openServer: (options?: MailServerOptions & { own?: boolean }) => Promise<MailServer>
}

export const test = base.extend<Fixtures, { hostName: HostName; authority: Authority }>({
  hostName: ['loopback', { option: true, scope: 'worker' }],
  authority: [
    async ({}, use) => {
      const authority = makeAuthority()
      await use(authority)
      authority.remove()
    },
    { scope: 'worker' },
  ],
  openServer: async ({ authority }, use) => {
    const open: MailServer[] = []
    await use(async ({ own = true, ...options } = {}) => {
      const server = await openMailServer({ ...options, ...(own ? { certificate: authority } : {}) })
      open.push(server)
      return server
    })
    await Promise.all(open.map((server) => server.close()))
  },
  desk: async ({ hostName, browser, authority }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-'))
    const desk = deskOn(starts[hostName], folder, { browser, authority })
    try {
      await use(desk)
    } finally {
      await desk.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

export { expect }
