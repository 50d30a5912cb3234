/** What the window looks like: the picture of the README, small windows and 200 % zoom without a sideways scroll. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { accountRows, openAccount, openAccounts } from '../pages/accounts'
import { openAuditLog } from '../pages/audit-log'
import { signIn } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'

const top = resolve(import.meta.dirname, '../../..')
/** The tree stays clean unless the picture is asked for: `MFA_DESK_PICTURE=1 npm run e2e -- look --project=loopback`. */
const picture = process.env.MFA_DESK_PICTURE ? 'resources/screenshot.png' : 'test-results/screenshot.png'

test('the picture of the README shows the list of the demo', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  await expect(accountRows(page).nth(10)).toBeVisible()
  const path = resolve(top, picture)
  mkdirSync(dirname(path), { recursive: true })
  const png = await page.screenshot({ path })
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800])
})

test('nothing is cut off at 1024 × 700 and at 200 % zoom', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  const pages: [string, () => Promise<unknown>][] = [
    ['accounts', () => openAccounts(page)],
    ['account', () => openAccount(page, 'aiko.almeida', 'Aiko Almeida')],
    ['audit log', () => openAuditLog(page)],
  ]
  // 200 % of 1280 × 800 is a window of 640 × 400 in the page’s own pixels
  for (const size of [
    { width: 1024, height: 700 },
    { width: 640, height: 400 },
  ]) {
    await page.setViewportSize({ width: 1280, height: 800 })
    for (const [name, open] of pages) {
      await open()
      await page.setViewportSize(size)
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(over, `${name} at ${size.width} × ${size.height} scrolls sideways`).toBe(0)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.setViewportSize({ width: 1280, height: 800 })
    }
  }
})
