/** The one window: shut off from Node, from other pages and from whatever a page may ask the system for. */
import { BrowserWindow, Menu, screen, session } from 'electron'
import { deskOrigin } from './electron-scheme'
import { leastSize, readWindowState, usualSize, writeWindowState } from './window-state'

const isOurs = (url: string | undefined): boolean => url === deskOrigin || (url ?? '').startsWith(`${deskOrigin}/`)

/**
 * Copy needs the one, and recovery-code files written into a folder the other: which folder, the person has chosen in
 * the system's own dialog. Everything else a page may ask for is refused.
 */
const mayAsk = (permission: string, isMainFrame: boolean, url: string | undefined): boolean =>
  ['clipboard-sanitized-write', 'fileSystem'].includes(permission) && isMainFrame && isOurs(url)

function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayAsk(permission, details.isMainFrame, details.requestingUrl)),
  )
  // Of a folder Chromium names no frame when it checks, only the origin. There is no other frame of ours: the content
  // policy has none.
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) =>
    permission === 'fileSystem' ? isOurs(origin) : mayAsk(permission, details.isMainFrame, details.requestingUrl),
  )
  // only what the page itself has made is saved; where to is asked by the system's own dialog
  session.defaultSession.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${deskOrigin}/`)) event.preventDefault()
  })
}

/** The roles bring copy and paste, the zoom and quit; reload and the developer tools are left out. */
function setMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { role: 'fileMenu' },
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
      },
      { role: 'windowMenu' },
    ]),
  )
}

const samePage = (url: string): boolean => url.replace(/#.*$/, '') === `${deskOrigin}/`

/** Opens the window; its place is remembered in `dataFolder`. @param preload path of the built preload */
export function openWindow({ preload, dataFolder }: { preload: string; dataFolder: string }): BrowserWindow {
  refusePermissions()
  setMenu()
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { bounds, maximized } = readWindowState(dataFolder, areas)
  const window = new BrowserWindow({
    ...(bounds ?? usualSize),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  // a reload of our own page passes, in the main frame; there are no others
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !samePage(event.url)) event.preventDefault()
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    writeWindowState(dataFolder, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  })
  void window.loadURL(`${deskOrigin}/`)
  return window
}

/** Brings the window up before whatever covers it. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
