/** Entry of the Electron host, built to out/main/electron.js: the life of the app around the one window. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { systemClock } from './clock'
import { composeDesk, verifierPageOf } from './compose'
import { openElectronDoor } from './host/electron-door'
import { closingSignals } from './host/closing'
import type { DeskNote } from './host/desk-note'
import { claimScheme, serveScheme } from './host/electron-scheme'
import { openWindow, showWindow } from './host/electron-window'
import { readFlags } from './host/flags'
import { knock } from './host/knock'
import { openDesk } from './host/open-desk'
import type { Means, OpenDesk } from './host/open-desk'
import { contentPolicy, readStyleHashes } from './host/page-headers'
import { showReady } from './host/show-ready'
import { sentenceOf, sentenceOfHolder } from './host/start-trouble'
import { readStaticFiles } from './host/static-files'
import { systemRandom } from './random'
import { takeFolderLock } from './store/folder-lock'

const out = join(import.meta.dirname, '..')
const tell = (line: string): boolean => process.stderr.write(`${line}\n`)

/** Whoever clicked an icon sees no terminal. */
function giveUp(sentence: string): null {
  tell(sentence)
  dialog.showErrorBox('MFA Desk', sentence)
  app.exit(1)
  return null
}

/**
 * Windows gone, then the store: the app may not end before both. Heard before the desk is open: asked to end while it is
 * still being opened, the app waits for it and closes it.
 */
function closeInOrder(opening: Promise<OpenDesk | null>): AbortSignal {
  const leaving = new AbortController()
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    leaving.abort()
    void opening.then(closeAndExit)
  })
  for (const signal of closingSignals) process.on(signal, () => app.quit())
  return leaving.signal
}

async function closeAndExit(desk: OpenDesk | null): Promise<void> {
  let code = 0
  try {
    await desk?.close()
  } catch (error) {
    tell(`MFA Desk did not close in order: ${error instanceof Error ? error.message : 'unknown cause'}`)
    code = 1
  }
  app.exit(code)
}

async function showDesk(desk: OpenDesk): Promise<void> {
  const { router, computer, dataFolder, log } = desk
  const policy = contentPolicy(readStyleHashes(join(out, 'style-hashes.json')))
  serveScheme(readStaticFiles(join(out, 'renderer')), policy)
  const window = openWindow({ preload: join(out, 'preload', 'index.cjs'), dataFolder })
  openElectronDoor({ router, window, computer, random: systemRandom, log })
  await desk.announce(null, () => {
    showWindow(window)
    return { shown: true }
  })
  for (const { role, email, password } of desk.demoAccounts) process.stdout.write(`demo ${role} ${email} ${password}\n`)
  process.stdout.write('MFA Desk is ready in its window\n')
}

const isAppPath = (arg: string, at: number): boolean => at > 0 && !arg.startsWith('-')

/** A desk in a browser is opened there again, as `npm start` does without Electron; a window comes to the front. */
async function openAgain(dataFolder: string, heldBy: DeskNote | null, open: boolean): Promise<null> {
  const answer = heldBy?.door == null ? null : await knock(heldBy.door)
  const sentence = sentenceOfHolder(dataFolder, heldBy)
  if (!answer || !('url' in answer)) return giveUp(sentence)
  tell(sentence)
  showReady(answer.url, { open, stays: false })
  app.exit(0)
  return null
}

/** @returns the open desk, null where there is nothing to show but a sentence. */
async function open(wish: AbortSignal): Promise<OpenDesk | null> {
  // before the flags come the program and the app, and what a driver puts between them
  const read = readFlags(process.argv.slice(app.isPackaged ? 1 : process.argv.findIndex(isAppPath) + 1))
  if ('problem' in read) return giveUp(read.problem)
  if (read.flags.recover)
    return giveUp('An administrator is recovered at a terminal: npm start -- --recover-administrator')
  const compose: Means['compose'] = (options) => composeDesk({ ...options, verifierPage: verifierPageOf(out) })
  const means = { compose, takeLock: takeFolderLock, clock: systemClock, random: systemRandom }
  const desk = await openDesk(means, { host: 'electron', demo: read.flags.demo, data: read.flags.data, wish })
  if ('heldBy' in desk) return openAgain(desk.dataFolder, desk.heldBy, read.flags.open)
  process.on('unhandledRejection', (error) => desk.log.error({ error }, 'a rejection was left unhandled'))
  // the browser's own files beside the store: away from the key folder, and apart for each data folder
  const profile = join(desk.dataFolder, 'window')
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
  return desk
}

const giveUpOn = (error: unknown): null =>
  giveUp(sentenceOf(error) ?? `MFA Desk cannot open: ${error instanceof Error ? error.message : 'unknown cause'}`)

claimScheme()
const opening = Promise.withResolvers<OpenDesk | null>()
const leaving = closeInOrder(opening.promise)
opening.resolve(open(leaving).catch((error: unknown) => (leaving.aborted ? null : giveUpOn(error))))
// awaited up here, so that the app is not ready before it knows where its own files go
const desk = await opening.promise
if (desk && !leaving.aborted)
  void app
    .whenReady()
    .then(() => showDesk(desk))
    .catch(async (error: unknown) => {
      // open as it is, it would keep the folder's lock, its note and a demo's people
      await desk.close().catch(() => undefined)
      if (!leaving.aborted) giveUpOn(error)
    })
