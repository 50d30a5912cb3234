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
  const printed = listenToOutput()
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
    const code = await desk.close()
    printed.end()
    expect(code, 'exit code of the shell').toBe(0)
  }
  const output = () => [...desk.lines, ...printed.texts].join('\n')
  return { page: desk.page, lines: desk.lines, output, met: watches[0] ?? ['no page was watched'], stop }
}

/** The shell runs in this very process: what it prints is what this process prints until it ends. */
function listenToOutput(): { readonly texts: readonly string[]; end(): void } {
  const texts: string[] = []
  const ends = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream
    stream.write = (text: string | Uint8Array, ...rest: []) => {
      texts.push(String(text))
      return write.call(stream, text, ...rest)
    }
    return () => {
      stream.write = write
    }
  })
  return { texts, end: () => ends.forEach((end) => end()) }
}
