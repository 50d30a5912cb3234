/** The built Electron shell on the stand-in: its own page speaks to the desk, and nobody else gets anywhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import type { Browser, Frame, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findChromium } from '../e2e/hosts/chromium'
import { bindingName } from '../electron-stand-in/page-side'
import { GaveUp, startElectronDesk } from '../electron-stand-in/start-electron-desk'
import type { ElectronDesk } from '../electron-stand-in/start-electron-desk'

// a real browser on a busy machine
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let browser: Browser
let folder: string
let desk: ElectronDesk
let met: string[]
const options = () => ({
  browser,
  dataFolder: join(folder, 'data'),
  keyFolder: join(folder, 'keys'),
  onPage: (page: Page) => page.on('console', (message) => met.push(message.text())),
})
const refused = () => desk.standIn.surroundings.refused

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})
afterAll(() => browser.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
  met = []
  desk = await startElectronDesk(options())
  await welcome(desk.page)
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

/** The welcome page is shown only once the desk has answered over the port. */
const welcome = (page: Page) => page.getByRole('textbox', { name: 'Email' }).waitFor()

describe('the window', () => {
  it('shows the page of the desk, also after a reload, and meets its content policy', async () => {
    await desk.page.reload()
    await welcome(desk.page)
    expect(met).toEqual([])
    expect(refused()).toEqual([])
  })

  it('is shut off from Node and from other pages', () => {
    const [window] = desk.standIn.surroundings.windows
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      devTools: false,
    })
  })

  it('gives its page one function and nothing of ipc', async () => {
    const seen = await desk.page.evaluate(() => {
      const given = (window as unknown as { mfaDesk: Record<string, unknown> }).mfaDesk
      return {
        given: Object.keys(given).map((key) => [key, typeof given[key]]),
        require: typeof (window as never)['require'],
      }
    })
    expect(seen).toEqual({ given: [['connect', 'function']], require: 'undefined' })
  })

  it('keeps its own files beside the store, and remembers its place', async () => {
    const { dataFolder } = options()
    expect(desk.standIn.paths.get('userData')).toBe(join(dataFolder, 'window'))
    expect(await desk.close()).toBe(0)
    expect(JSON.parse(readFileSync(join(dataFolder, 'window.json'), 'utf8'))).toMatchObject({ maximized: false })
    expect(readdirSync(dataFolder).sort()).toEqual([
      'desk.lock',
      'desk.log',
      'mfa-desk.sqlite',
      'window',
      'window.json',
    ])
    expect(statSync(join(dataFolder, 'window')).mode & 0o777).toBe(0o700)
    desk = await desk.restart()
    await welcome(desk.page)
  })
})

describe('what a page may not', () => {
  it.each(['https://attacker.example/', 'http://127.0.0.1:1/', 'mfa-desk://other/', 'file:///etc/passwd'])(
    'go to %s',
    async (url) => {
      await desk.page.evaluate((to) => window.location.assign(to), url).catch(() => undefined)
      await welcome(desk.page)
      expect(desk.page.url()).toMatch(/^https:\/\/desk\.mfa-desk\.stand-in\.invalid\//)
    },
  )

  it('open another window', async () => {
    const opened = desk.page.waitForEvent('popup')
    await desk.page.evaluate(() => void window.open('about:blank'))
    const popup = await opened
    if (!popup.isClosed()) await popup.waitForEvent('close')
    expect(refused()).toEqual([expect.stringMatching(/^window /) as string])
  })

  it('ask for anything but to write what is copied, and files into a folder that was chosen', () => {
    const { permission, permissionRequest } = desk.standIn.surroundings
    const check = (what: string, isMainFrame = true, requestingUrl = 'mfa-desk://desk/', origin = 'mfa-desk://desk/') =>
      permission?.(null, what, origin, { isMainFrame, requestingUrl })
    const request = (what: string, isMainFrame = true, requestingUrl = 'mfa-desk://desk/') => {
      const answers: boolean[] = []
      permissionRequest?.(null, what, (granted) => answers.push(granted), { isMainFrame, requestingUrl })
      return answers
    }
    expect(check('clipboard-sanitized-write')).toBe(true)
    expect(check('clipboard-sanitized-write', false)).toBe(false)
    expect(check('clipboard-sanitized-write', true, 'https://attacker.example/')).toBe(false)
    // as Electron checks a folder: by its origin, without a frame
    expect(permission?.(null, 'fileSystem', 'mfa-desk://desk/', { isMainFrame: false })).toBe(true)
    for (const origin of ['https://attacker.example/', 'mfa-desk://desk.example/', 'mfa-desk://other/', 'file:///'])
      expect(permission?.(null, 'fileSystem', origin, { isMainFrame: false })).toBe(false)
    for (const what of ['clipboard-sanitized-write', 'fileSystem']) {
      expect(request(what)).toEqual([true])
      expect(request(what, false)).toEqual([false])
      expect(request(what, true, 'https://attacker.example/')).toEqual([false])
    }
    for (const what of ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'usb']) {
      expect(check(what)).toBe(false)
      expect(request(what)).toEqual([false])
    }
  })

  it('get a file that is not on the list', async () => {
    const handler = desk.standIn.surroundings.schemes.get('mfa-desk')
    const status = async (path: string) => (await handler?.(new Request(`mfa-desk://desk${path}`)))?.status
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/', '/nothing.js', '/?x'])
      expect([path, await status(path)]).toEqual([path, 404])
    expect(await status('/')).toBe(200)
    expect((await handler?.(new Request('mfa-desk://desk/', { method: 'POST' })))?.status).toBe(404)
  })
})

describe('the sender guard: a port is handed to', () => {
  /** Asks as a page that got out of its sandbox would. @returns whether a port came back to the frame. */
  async function ask(frame: Frame): Promise<boolean> {
    await frame.evaluate(
      ([binding, deliver]) => {
        Object.defineProperty(window, deliver, {
          value: { ipc: () => Object.assign(window, { gotPort: true }) },
          configurable: true,
        })
        const send = (window as unknown as Record<string, (...said: unknown[]) => Promise<void>>)[binding]
        return send?.('ipc', 'mfa-desk-connect', [])
      },
      [bindingName, `${bindingName}Deliver`] as const,
    )
    return await frame.evaluate(() => 'gotPort' in window)
  }
  const log = () => readFileSync(join(options().dataFolder, 'desk.log'), 'utf8')

  it('nobody in a subframe, though it is of our own origin', async () => {
    await desk.page.evaluate(() => document.body.append(document.createElement('iframe')))
    const frame = desk.page.frames()[1]
    if (!frame) throw new Error('no subframe')
    expect(await ask(frame)).toBe(false)
    expect(log()).toContain('a port was asked for by another')
  })

  it('no second window', async () => {
    const second = await desk.page.context().newPage()
    expect(await ask(second.mainFrame())).toBe(false)
    expect(log()).toContain('a port was asked for by another')
  })

  it.each([
    ['about:blank', () => 'about:blank'],
    ['data:', () => 'data:text/html,<p>x'],
    [
      'file:',
      () => {
        writeFileSync(join(folder, 'page.html'), '<p>x')
        return pathToFileURL(join(folder, 'page.html')).href
      },
    ],
  ])('no page of %s, were the window led there', async (_, url) => {
    // leaving the page first, then the driver puts another in its place
    await desk.page.context().unroute('**/*')
    await desk.page.goto(url())
    expect(await ask(desk.page.mainFrame())).toBe(false)
    expect(log()).toContain('a port was asked for by another')
  })

  it('the page of the desk', async () => {
    await desk.page.reload()
    await welcome(desk.page)
    expect(log()).not.toContain('a port was asked for by another')
  })
})

describe('a second start on the same folder', () => {
  it('says who has it and gives up', async () => {
    const second = startElectronDesk(options())
    await expect(second).rejects.toThrow(GaveUp)
    await expect(second).rejects.toThrow(/already open on .*\n.*in its own window/)
    await desk.page.reload()
    await welcome(desk.page)
  })
})
