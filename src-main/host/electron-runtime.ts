/** Whether Electron can be opened here: asked of the files, because importing `electron` would try to fetch it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
}

const programs: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
}

export type Found = { readonly program: string } | { readonly lacking: string }

/** @returns the program to start, or a sentence about what is lacking. */
export function findElectron(root: string, { platform, env, isRoot }: Surroundings): Found {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] || join(root, 'node_modules', 'electron', 'dist')
  const program = join(folder, programs[platform] ?? 'electron')
  if (!existsSync(program))
    return {
      lacking:
        'The Electron runtime is not installed. `npx install-electron` fetches it, or name a copied folder with ' +
        'ELECTRON_OVERRIDE_DIST_PATH. `--host loopback` works without it.',
    }
  if (platform !== 'win32' && platform !== 'darwin') {
    if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
      return { lacking: 'There is no display for the window. `--host loopback` works without one.' }
    // Chromium refuses its sandbox to root, and without the sandbox the window is not opened
    if (isRoot) return { lacking: 'Electron does not run as root with its sandbox. `--host loopback` does.' }
  }
  return { program }
}
