/** The built Electron main entry and preload on the stand-in for the `electron` module. */
import { expect } from '@playwright/test'
import { startElectronDesk } from '../../electron-stand-in/start-electron-desk'
import { outward } from '../../electron-stand-in/window'
import { trustInThisProcess } from '../support/authority'
import { watchPage } from '../support/page-watch'
import type { StartHost } from './host'

/** Starts the shell; its window is a page of the given Chromium. */
export const startElectronShell: StartHost = async (options) => {
  const { dataFolder, keyFolder, demo, browser, temporaryFolder, authority } = options
  trustInThisProcess(authority)
  const { TMPDIR } = process.env
  process.env.TMPDIR = temporaryFolder
  const watches: (readonly string[])[] = []
  const desk = await startElectronDesk({
    dataFolder,
    keyFolder,
    demo,
    browser,
    // from the first byte
    onPage: (page) => watches.push(watchPage(page, outward('mfa-desk://desk/'))),
  }).finally(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  })
  const stop = async () => {
    expect(await desk.close(), 'exit code of the shell').toBe(0)
  }
  return { page: desk.page, lines: desk.lines, met: watches[0] ?? ['no page was watched'], stop }
}
