/** The built Electron shell on the stand-in: its page speaks to the desk, and nobody else does. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from '../e2e/hosts/chromium'
import { startElectronDesk } from './start-electron-desk'
import type { ElectronDesk } from './start-electron-desk'

let browser: Browser
let folder: string
let desk: ElectronDesk
const options = () => ({ browser, dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys') })

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})
afterAll(() => browser.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  desk = await startElectronDesk(options())
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

/** The welcome page is shown only once the desk has answered over the port. */
const welcome = (page: Page) => page.getByRole('heading').first().waitFor()

describe('the window', () => {
  it('shows the page of the desk, which speaks to it over the port', async () => {
    const met: string[] = []
    desk.page.on('console', (message) => met.push(message.text()))
    await welcome(desk.page)
    await desk.page.reload()
    await welcome(desk.page)
    expect(met).toEqual([])
    expect(desk.standIn.surroundings.refused).toEqual([])
  })
})
