/** The journeys: the same files on the loopback host, on the built Electron shell, and on real Electron where it is found. */
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium } from './e2e/hosts/chromium'
import { realElectron } from './e2e/hosts/electron-runtime'
import type { HostName } from './e2e/support/desk-fixture'

const hosts: HostName[] = ['loopback', 'electron-shell', ...('program' in realElectron() ? ['electron' as const] : [])]
/** Starts of the loopback process; and what is the same page and the same styles wherever it is shown. */
const onLoopbackOnly = ['**/loopback-*.journey.ts', '**/accessibility*.journey.ts', '**/look*.journey.ts']
const executablePath = findChromium()

export default defineConfig<object, { hostName: HostName }>({
  testDir: 'e2e/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: resolve(import.meta.dirname, '../test-results/e2e'),
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // a busy machine takes its time; what never comes is still told
  timeout: 180_000,
  globalTimeout: 19 * 60_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    actionTimeout: 20_000,
    acceptDownloads: true,
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath ? { executablePath } : {}) },
  },
  projects: hosts.map((hostName) => ({
    name: hostName,
    use: { hostName },
    testIgnore: hostName === 'loopback' ? [] : onLoopbackOnly,
  })),
})
