/** Tells whether real Electron can be opened here: its runtime is installed and there is a display. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const home = resolve(import.meta.dirname, '../../../node_modules/electron')

/** @returns path of the runtime, or why the real window is not run. */
export function findElectron(): { path: string } | { path: null; why: string } {
  const named = join(home, 'path.txt')
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist')
  const usual = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string]
  const path = join(dist, existsSync(named) ? readFileSync(named, 'utf8').trim() : (usual ?? 'electron'))
  if (!existsSync(path)) return { path: null, why: 'its runtime is not installed' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { path: null, why: 'there is no display' }
  }
  return { path }
}
