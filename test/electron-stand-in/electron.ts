/** The `electron` module as main finds it: just so much as it uses, and not one member more. */
import { makeChannel } from './ports'
import { judgeOptions, makeEmitter, preventable, strict } from './strict'
import { makeWindow } from './window'
import type { StandInWindow, Surroundings } from './window'

type Handler = (...args: unknown[]) => void

export interface StandIn {
  /** What `import … from 'electron'` gets. */
  readonly module: Readonly<Record<string, unknown>>
  readonly surroundings: Surroundings
  /** The first window, once main opens it. */
  readonly firstWindow: Promise<StandInWindow>
  /** What was said in error boxes. */
  readonly errors: readonly string[]
  /** Paths that main has set. */
  readonly paths: ReadonlyMap<string, string>
  /** `app.quit()`, as from the menu. */
  quit(): void
  /** The exit code, once main has called `app.exit`. */
  readonly exited: Promise<number>
}

/** Names that main may import. */
export const exported = [
  'app',
  'BrowserWindow',
  'dialog',
  'ipcMain',
  'Menu',
  'MessageChannelMain',
  'protocol',
  'screen',
  'session',
] as const

function judgeMenu(template: readonly Record<string, unknown>[]): object {
  for (const item of template) {
    judgeOptions('MenuItemConstructorOptions', item)
    if (Array.isArray(item['submenu'])) judgeMenu(item['submenu'] as Record<string, unknown>[])
  }
  return template
}

/** A fresh Electron around `browser`. */
export function makeStandIn({ browser, onPage }: Pick<Surroundings, 'browser' | 'onPage'>): StandIn {
  const app = makeEmitter('App')
  const session = makeEmitter('Session')
  const ipc: [channel: string, handler: Handler][] = []
  const errors: string[] = []
  const paths = new Map<string, string>()
  const claimed = new Set<string>()
  const first = Promise.withResolvers<StandInWindow>()
  const exit = Promise.withResolvers<number>()
  let quitting = false
  const surroundings: Surroundings = {
    browser,
    onPage,
    ipc: {
      emit: (channel, ...args) => ipc.filter(([name]) => name === channel).forEach(([, handler]) => handler(...args)),
    },
    schemes: new Map(),
    session,
    permission: null,
    permissionRequest: null,
    refused: [],
    windows: new Set(),
  }

  /** As Electron does: windows first, then `will-quit`, which main may hold up until it calls `app.exit`. */
  async function quit(): Promise<void> {
    if (quitting) return
    quitting = true
    await Promise.all([...surroundings.windows].map((window) => window.close()))
    const { event, isPrevented } = preventable({})
    app.emit('will-quit', event)
    if (!isPrevented()) exit.resolve(0)
  }

  // main calls both with `new`
  function BrowserWindow(options: Parameters<typeof makeWindow>[0]): object {
    const made = makeWindow(options, surroundings)
    first.resolve(made)
    return made.shown
  }
  function MessageChannelMain(): object {
    return makeChannel()
  }
  const module = {
    app: strict('App', {
      isPackaged: false,
      on: app.on.bind(app),
      whenReady: () => Promise.resolve(),
      setPath: (name: string, path: string) => void paths.set(name, path),
      quit: () => void quit(),
      exit: (code = 0) => exit.resolve(code),
    }),
    BrowserWindow,
    MessageChannelMain,
    dialog: strict('Dialog', { showErrorBox: (_title: string, content: string) => void errors.push(content) }),
    ipcMain: strict('IpcMain', { on: (channel: string, handler: Handler) => void ipc.push([channel, handler]) }),
    Menu: strict('Menu', { buildFromTemplate: judgeMenu, setApplicationMenu: () => undefined }),
    protocol: strict('Protocol', {
      registerSchemesAsPrivileged(schemes: { scheme: string; privileges: object }[]) {
        for (const scheme of schemes) {
          judgeOptions('CustomScheme', scheme)
          judgeOptions('Privileges', scheme.privileges)
          claimed.add(scheme.scheme)
        }
      },
      handle(scheme: string, handler: (request: Request) => Response) {
        if (!claimed.has(scheme)) throw new Error(`stand-in: ${scheme} was not claimed before the app was ready`)
        surroundings.schemes.set(scheme, handler)
      },
    }),
    screen: strict('Screen', {
      getAllDisplays: () => [strict('Display', { workArea: { x: 0, y: 0, width: 1280, height: 800 } })],
    }),
    session: strict('Session', {
      defaultSession: strict('Session', {
        defaultSession: null,
        on: session.on.bind(session),
        setPermissionRequestHandler: (handler: Surroundings['permissionRequest']) =>
          (surroundings.permissionRequest = handler),
        setPermissionCheckHandler: (handler: Surroundings['permission']) => (surroundings.permission = handler),
      }),
      on: () => undefined,
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
    }),
  }
  return {
    module,
    surroundings,
    firstWindow: first.promise,
    errors,
    paths,
    quit: () => void quit(),
    exited: exit.promise,
  }
}
