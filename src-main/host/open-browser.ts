/** Opens the browser by a page in a private folder: everybody on the computer can read what a program is started with. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCodeSeconds } from './start-codes'

/** Only our own characters: see `startAddress`. */
const page = (address: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>MFA Desk</title>
<script>location.replace(${JSON.stringify(address)})</script>
<p><a href="${address}">MFA Desk</a></p>
</html>
`

function opener(file: string): [command: string, args: string[]] | null {
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', file]]
  if (process.platform === 'darwin') return ['open', [file]]
  // without a display xdg-open would put a text browser into the terminal
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open', [file]] : null
}

/** Outlives us and takes the folder away. Its path is no secret, what lies in it is. */
const sweeper = `setTimeout(() => require('node:fs').rmSync(process.argv[1], { recursive: true, force: true }), ${startCodeSeconds * 1000})`

/**
 * @param stays whether this process lives on; if not, another one takes the page away
 * @param told called where no browser can be opened
 * @returns what takes the page away; it goes by itself as soon as its code is of no use any more
 */
export function openBrowser(address: string, { stays, told }: { stays: boolean; told: () => void }): () => void {
  // mkdtemp makes the folder 0700
  const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-open-'))
  const file = join(folder, 'mfa-desk.html')
  writeFileSync(file, page(address), { mode: 0o600, flag: 'wx' })
  const remove = (): void => {
    clearTimeout(timer)
    rmSync(folder, { recursive: true, force: true })
  }
  const timer = setTimeout(remove, startCodeSeconds * 1000).unref()
  const command = opener(file)
  if (!command) {
    told()
    return remove
  }
  // without the word in its environment the runtime of Electron would open a window instead
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  if (!stays) spawn(process.execPath, ['-e', sweeper, folder], { stdio: 'ignore', detached: true, env }).unref()
  const child = spawn(...command, { stdio: 'ignore', detached: true })
  child.on('error', told)
  child.on('exit', (code) => code && told())
  child.unref()
  return remove
}
