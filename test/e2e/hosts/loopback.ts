/** The loopback host in a browser: the printed address is opened, as a person would. */
import { expect } from '@playwright/test'
import { watchPage } from '../support/page-watch'
import { startDeskProcess } from './desk-process'
import type { StartHost } from './host'

/** Starts the desk and opens its address in a fresh browser context. */
export const startLoopback: StartHost = async (options) => {
  const { dataFolder, keyFolder, demo, browser, temporaryFolder, authority } = options
  const folder = demo ? ['--demo'] : ['--data', dataFolder]
  const desk = await startDeskProcess(folder, keyFolder, {
    TMPDIR: temporaryFolder,
    NODE_EXTRA_CA_CERTS: authority.path,
  })
  const context = await browser.newContext()
  const page = await context.newPage()
  const met = watchPage(page, desk.address)
  await page.goto(desk.address)
  const stop = async () => {
    await context.close()
    expect(await desk.stop(), 'exit code of the desk after SIGTERM').toBe(0)
  }
  return { page, lines: desk.lines, output: desk.output, met, stop }
}
