/** What a journey needs of a host: started on two folders, it has a page, printed lines, and ends cleanly. */
import type { Browser, Page } from '@playwright/test'
import type { Authority } from '../support/authority'

export interface StartOptions {
  readonly dataFolder: string
  readonly keyFolder: string
  readonly demo: boolean
  /** Where a demo makes its own folder. */
  readonly temporaryFolder: string
  /** The site's own authority, which signed the certificate of its mail server. */
  readonly authority: Authority
  /** The Chromium of this run; real Electron has its own. */
  readonly browser: Browser
}

export interface RunningHost {
  readonly page: Page
  /** What it printed before it was ready, and that line. */
  readonly lines: readonly string[]
  /** Everything it has printed on stdout and stderr so far. */
  output(): string
  /** What the watch over the page met: it must stay empty. */
  readonly met: readonly string[]
  stop(): Promise<void>
}

export type StartHost = (options: StartOptions) => Promise<RunningHost>
