/** BrowserWindow and what hangs on it: a page of Chromium that behaves to main as a window of Electron does. */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Download, Frame, Page, Request, Route } from '@playwright/test'
import { bindingName, initScript } from './page-side'
import type { Carried } from './page-side'
import { portsOf, receive } from './ports'
import { judgeOptions, makeEmitter, preventable, strict } from './strict'
import type { Emitter } from './strict'

type SchemeHandler = (request: Request_) => Response | Promise<Response>
type Request_ = globalThis.Request
type Permission = (contents: unknown, permission: string, origin: string, details: object) => boolean
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void

/** What main has set before a window is opened, and the ipc and session it listens on. */
export interface Surroundings {
  readonly browser: Browser
  readonly ipc: { emit(channel: string, event: object, ...args: unknown[]): void }
  readonly schemes: Map<string, SchemeHandler>
  readonly session: Emitter
  permission: Permission | null
  /** What a page is told that asks the person for more than a check grants. */
  permissionRequest: PermissionRequest | null
  /** What happened that a page must not do: led elsewhere, opened a window, asked the network. */
  readonly refused: string[]
  readonly windows: Set<StandInWindow>
  /** Told of each page before anything is loaded into it. */
  readonly onPage: (page: Page) => void
}

export interface StandInWindow {
  readonly options: { readonly webPreferences: Record<string, unknown> }
  readonly page: Promise<Page>
  /** The first address main loads is there: until then a reload of the page would break off that load. */
  readonly loaded: Promise<void>
  /** The window as main holds it. */
  readonly shown: object
  close(): Promise<void>
}

/** Chromium routes no scheme of ours: `mfa-desk://desk/x` travels as `https://desk.mfa-desk.stand-in.invalid/x`. */
export const outward = (url: string): string =>
  url.replace(/^([\w-]+):\/\/([\w-]+)(?=\/|$)/, 'https://$2.$1.stand-in.invalid')
const inward = (url: string): string =>
  url.replace(/^(blob:)?https:\/\/([\w-]+)\.([\w-]+)\.stand-in\.invalid(?=\/|$)/, '$1$3://$2')

function originOf(frame: Frame): string {
  const url = frame.url()
  const parent = frame.parentFrame()
  if (parent && (url === '' || url === 'about:blank')) return originOf(parent)
  if (url.startsWith('file:')) return 'file://'
  const own = /^[\w-]+:\/\/[^/]+/.exec(inward(url))?.[0]
  return own ?? 'null'
}

const frames = new WeakMap<Frame, object>()
let frameCount = 0

/** @returns the WebFrameMain of a frame, the same each time. */
function frameOf(frame: Frame): object {
  const known = frames.get(frame)
  if (known) return known
  const frameTreeNodeId = ++frameCount
  const made = strict('WebFrameMain', {
    frameTreeNodeId,
    get origin() {
      return originOf(frame)
    },
    get parent() {
      const parent = frame.parentFrame()
      return parent && frameOf(parent)
    },
    postMessage: (channel: string, message: unknown, ports: object[] = []) =>
      portsOf(frame).hand(channel, message, ports),
  })
  frames.set(frame, made)
  return made
}

/** Answers for the schemes main handles; nothing else leads anywhere. */
async function answer(route: Route, request: Request, surroundings: Surroundings): Promise<void> {
  const url = inward(request.url())
  const handler = surroundings.schemes.get(url.slice(0, url.indexOf(':')))
  if (!handler) {
    surroundings.refused.push(`network ${url}`)
    return route.abort()
  }
  const reply = await handler(new Request(url, { method: request.method() }))
  const body = Buffer.from(await reply.arrayBuffer())
  await route.fulfill({ status: reply.status, headers: Object.fromEntries(reply.headers), body })
}

let contentsCount = 0

/** Opens a window as `new BrowserWindow(options)` does. */
export function makeWindow(options: StandInWindow['options'] & Record<string, unknown>, surroundings: Surroundings) {
  judgeOptions('BrowserWindowConstructorOptions', options)
  judgeOptions('WebPreferences', options.webPreferences)
  const { ipc, refused, session } = surroundings
  const emitter = makeEmitter('BrowserWindow')
  const contentsEmitter = makeEmitter('WebContents')
  let mainFrame: object | undefined
  let openHandler: ((details: { url: string }) => { action: string }) | undefined
  let asked: string | undefined
  let maximized = false
  let context: BrowserContext | undefined

  const contents = strict('WebContents', {
    id: ++contentsCount,
    get mainFrame() {
      return mainFrame
    },
    on: contentsEmitter.on.bind(contentsEmitter),
    setWindowOpenHandler: (handler: typeof openHandler) => (openHandler = handler),
  })

  /** Whoever calls the binding is named as it is: this window, or a page that is none of ours. */
  function take({ page, frame }: { page: Page; frame: Frame }, own: Page, kind: string, ...said: unknown[]): void {
    if (kind === 'port') return receive(frame, said[0] as number, said[1] as Carried)
    const sender = page === own ? contents : strict('WebContents', { ...contents, id: -1, mainFrame: null })
    const [channel, args] = said as [string, unknown[]]
    ipc.emit(channel, strict('IpcMainEvent', { sender, senderFrame: frameOf(frame) }), ...args)
  }

  function judgeNavigation(request: Request, own: Page): boolean {
    const url = inward(request.url())
    if (url === asked) {
      asked = undefined
      return true
    }
    const isMainFrame = request.frame() === own.mainFrame()
    const { event, isPrevented } = preventable({ url, isMainFrame, isSameDocument: false })
    contentsEmitter.emit('will-frame-navigate', event)
    if (isPrevented()) refused.push(`navigation ${url}`)
    else portsOf(request.frame()).drop()
    return !isPrevented()
  }

  async function judgeDownload(download: Download): Promise<void> {
    const { event, isPrevented } = preventable({})
    session.emit('will-download', event, strict('DownloadItem', { getURL: () => inward(download.url()) }), contents)
    if (isPrevented()) await download.cancel()
  }

  async function open(): Promise<Page> {
    context = await surroundings.browser.newContext()
    const page = await context.newPage()
    surroundings.onPage(page)
    mainFrame = frameOf(page.mainFrame())
    await context.exposeBinding(bindingName, (source, kind: string, ...said: unknown[]) =>
      take(source, page, kind, ...said),
    )
    await page.addInitScript({ content: initScript(readFileSync(String(options.webPreferences['preload']), 'utf8')) })
    await context.route('**/*', (route, request) =>
      request.isNavigationRequest() && !judgeNavigation(request, page)
        ? // no content: the page stays where it is, as after preventDefault
          route.fulfill({ status: 204 })
        : answer(route, request, surroundings),
    )
    page.on('popup', (popup) => {
      refused.push(`window ${popup.url()}`)
      if (openHandler?.({ url: popup.url() }).action === 'deny') void popup.close()
    })
    page.on('download', (download) => void judgeDownload(download))
    page.on('load', () => emitter.emit('ready-to-show'))
    return page
  }

  const page = open()
  const loaded = Promise.withResolvers<void>()
  loaded.promise.catch(() => undefined)
  const shown = strict('BrowserWindow', {
    webContents: contents,
    on: emitter.on.bind(emitter),
    once: emitter.on.bind(emitter),
    focus: () => void page.then((opened) => opened.bringToFront()),
    show: () => undefined,
    restore: () => undefined,
    maximize: () => (maximized = true),
    isMaximized: () => maximized,
    isMinimized: () => false,
    getNormalBounds: () => ({ x: 0, y: 0, width: options['width'], height: options['height'] }),
    async loadURL(url: string) {
      const opened = await page
      const granted = surroundings.permission?.(contents, 'clipboard-sanitized-write', new URL(url).origin, {
        isMainFrame: true,
        requestingUrl: url,
      })
      if (granted) await context?.grantPermissions(['clipboard-write'])
      asked = url
      const going = opened.goto(outward(url))
      going.then(() => loaded.resolve(), loaded.reject)
      await going
    },
  })
  const made: StandInWindow = {
    options,
    page,
    loaded: loaded.promise,
    shown,
    async close() {
      surroundings.windows.delete(made)
      emitter.emit('close', preventable({}).event)
      await page
      await context?.close()
    },
  }
  surroundings.windows.add(made)
  return made
}
