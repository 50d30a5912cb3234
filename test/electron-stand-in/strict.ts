/** Nothing of Electron is there unless it is written down: an unknown member or option is an error, not undefined. */

/** What the stand-in has, by the name of the interface or class in electron.d.ts; a spec holds it against that file. */
export const members = {
  App: ['exit', 'isPackaged', 'on', 'quit', 'setPath', 'whenReady'],
  BrowserWindow: [
    'focus',
    'getNormalBounds',
    'isMaximized',
    'isMinimized',
    'loadURL',
    'maximize',
    'on',
    'once',
    'restore',
    'show',
    'webContents',
  ],
  ContextBridge: ['exposeInMainWorld'],
  Dialog: ['showErrorBox'],
  Display: ['workArea'],
  DownloadItem: ['getURL'],
  IpcMain: ['on'],
  IpcMainEvent: ['sender', 'senderFrame'],
  IpcRenderer: ['on', 'send'],
  Menu: ['buildFromTemplate', 'setApplicationMenu'],
  MessageChannelMain: ['port1', 'port2'],
  MessagePortMain: ['close', 'on', 'postMessage', 'start'],
  Protocol: ['handle', 'registerSchemesAsPrivileged'],
  Screen: ['getAllDisplays'],
  Session: ['defaultSession', 'on', 'setPermissionCheckHandler', 'setPermissionRequestHandler'],
  WebContents: ['id', 'mainFrame', 'on', 'setWindowOpenHandler'],
  WebFrameMain: ['frameTreeNodeId', 'origin', 'parent', 'postMessage'],
} as const

/** Options that may be given, by the name of their interface in electron.d.ts. */
export const options = {
  BrowserWindowConstructorOptions: ['height', 'minHeight', 'minWidth', 'show', 'webPreferences', 'width', 'x', 'y'],
  CustomScheme: ['privileges', 'scheme'],
  MenuItemConstructorOptions: ['label', 'role', 'submenu'],
  Privileges: ['secure', 'standard', 'supportFetchAPI'],
  WebPreferences: [
    'allowRunningInsecureContent',
    'contextIsolation',
    'devTools',
    'navigateOnDragDrop',
    'nodeIntegration',
    'nodeIntegrationInSubFrames',
    'nodeIntegrationInWorker',
    'preload',
    'sandbox',
    'spellcheck',
    'webSecurity',
    'webviewTag',
  ],
} as const

/** Events that may be listened to, by their emitter. */
export const events = {
  App: ['window-all-closed', 'will-quit'],
  BrowserWindow: ['close', 'ready-to-show'],
  MessagePortMain: ['close', 'message'],
  Session: ['will-download'],
  WebContents: ['will-attach-webview', 'will-frame-navigate'],
} as const

/** @returns `given` with exactly the members listed for `name`; reading any other one throws. */
export function strict<T extends object>(name: keyof typeof members, given: T): T {
  const known: readonly string[] = members[name]
  const missing = known.filter((member) => !(member in given))
  if (missing.length) throw new Error(`stand-in: ${name} lacks ${missing.join(', ')}`)
  return new Proxy(given, {
    get(target, member) {
      // a promise asks everything it is given for `then`; symbols are asked by the language
      if (typeof member === 'symbol' || member === 'then') return undefined
      if (!known.includes(member)) throw new Error(`stand-in: ${name}.${member} is not there`)
      return Reflect.get(target, member) as unknown
    },
    set(_target, member) {
      throw new Error(`stand-in: ${name}.${String(member)} is not to be set`)
    },
  })
}

/** Throws at an option that is not listed for `name`. */
export function judgeOptions(name: keyof typeof options, given: object): void {
  const unknown = Object.keys(given).filter((option) => !(options[name] as readonly string[]).includes(option))
  if (unknown.length) throw new Error(`stand-in: ${name} knows no ${unknown.join(', ')}`)
}

type Listener = (...args: never[]) => unknown

export interface Emitter {
  on(event: string, listener: Listener): unknown
  emit(event: string, ...args: unknown[]): void
}

/** An emitter that throws at an event that is not listed for `name`. */
export function makeEmitter(name: keyof typeof events): Emitter {
  const listeners: [event: string, listener: (...args: unknown[]) => unknown][] = []
  return {
    on(event, listener) {
      if (!(events[name] as readonly string[]).includes(event)) throw new Error(`stand-in: ${name} has no '${event}'`)
      listeners.push([event, listener as (...args: unknown[]) => unknown])
      return undefined
    },
    emit(event, ...args) {
      for (const [known, listener] of listeners) if (known === event) listener(...args)
    },
  }
}

/** An event that can be prevented. */
export function preventable<T extends object>(facts: T) {
  let prevented = false
  return { event: { ...facts, preventDefault: () => (prevented = true) }, isPrevented: () => prevented }
}
