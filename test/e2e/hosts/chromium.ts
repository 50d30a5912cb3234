/** Finds the Chromium the journeys run in: named by MFA_DESK_CHROMIUM, on PATH, or Playwright's own. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
]

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** @returns path of a Chromium, or null where there is none. */
export function findChromium(): string | null {
  const named = process.env.MFA_DESK_CHROMIUM
  if (named) return isFile(named) ? named : null
  const folders = (process.env.PATH ?? '').split(delimiter)
  const endings = process.platform === 'win32' ? ['.exe'] : ['']
  const onPath = folders.flatMap((folder) =>
    names.flatMap((name) => endings.map((ending) => join(folder, name + ending))),
  )
  return [...onPath, chromium.executablePath()].find(isFile) ?? null
}

/** Installs Debian's package (and a font for Japanese, Korean) where that can be done without asking. */
function installChromium(): void {
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (!isDebian) return
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('-qq', 'update')
  apt('-qq', '-y', '--no-install-recommends', 'install', 'chromium', 'fonts-noto-cjk')
}

/** @returns path of a Chromium, installed first where that can be done; else null and `advice` says what to do. */
export function needChromium(): { path: string } | { path: null; advice: string } {
  if (!findChromium() && !process.env.MFA_DESK_CHROMIUM) installChromium()
  const path = findChromium()
  if (path) return { path }
  const os = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const how = /debian|ubuntu/i.test(os)
    ? 'apt-get install chromium fonts-noto-cjk'
    : 'install Chromium, Google Chrome or Microsoft Edge, or run: npx playwright install chromium'
  return {
    path: null,
    advice: `No Chromium found. ${how}. One that is elsewhere is named by MFA_DESK_CHROMIUM=<path>.`,
  }
}
