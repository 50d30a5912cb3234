/** What the window looks like: the picture of the README, small windows and 200 % zoom where nothing is cut off, in every language. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { accountRows } from '../pages/accounts'
import { makeKey, openMfaSection } from '../pages/mfa-section'
import { chooseLanguage, thing, type Spoken } from '../pages/names'
import { toSecondStep } from '../pages/second-step'
import { signIn, signOut } from '../pages/sign-in'
import { authenticator } from '../support/authenticator'
import { readKey, verify, saveRecoveryCodes, closeRecoveryCodes } from '../pages/otp-key'
import { cutOff } from '../support/cut-off'
import { expect, test } from '../support/desk-fixture'
import { rowsIn } from '../support/store'

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

test('what is cut off is found: words wider than their button, a paragraph beside the window', async ({ page }) => {
  await page.setContent(`<html lang="en"><body style="margin:0">
    <button style="width:40px;overflow:hidden;white-space:nowrap">Verify email token</button>
    <p style="margin-left:2000px;width:90px">Beside the window</p><p style="position:absolute;left:-9999px;width:1px">Unseen</p>`)
  const found = (await cutOff(page)).map((text) => /scrolls|wider|outside/.exec(text)?.[0])
  expect(found.sort()).toEqual(['outside', 'scrolls', 'wider'])
})

/** 200 % of 1280 × 800 is a window of 640 × 400 in the page’s own pixels. */
const sizes = [
  { width: 1024, height: 700 },
  { width: 640, height: 400 },
]

async function expectWhole(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  for (const size of sizes) {
    await page.setViewportSize(size)
    const path = resolve(top, 'test-results/pictures', `look-${name}-${size.width}.png`.replaceAll(/[ /]/g, '-'))
    await page.screenshot({ path })
    expect.soft(await cutOff(page), `${name} at ${size.width} × ${size.height}`).toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** To another page, until it is the one that is shown; all sections of the settings have one title. */
async function goTo(page: Page, path: string): Promise<void> {
  const title = page.getByRole('heading', { level: 1 })
  const before = await title.innerText()
  await page.evaluate((to) => location.assign(`#/${to}`), path)
  await expect(page).toHaveURL(new RegExp(`#/${path}$`))
  if (!path.startsWith('settings/') || path.endsWith('/policy')) await expect(title).not.toHaveText(before)
}

for (const language of ['en', 'ja', 'ko'] as const satisfies readonly Spoken[]) {
  test(`nothing is cut off at 1024 × 700 and at 200 % zoom, in ${language}`, async ({ desk }) => {
    const page = await desk.start({ demo: true })
    const who = desk.demoAccount('administrator')
    await chooseLanguage(page, language)
    await expectWhole(page, `${language} sign-in`)
    await signIn(page, who, language)
    await openMfaSection(page, language)
    await makeKey(page, language)
    await expectWhole(page, `${language} set-up`)
    const app = authenticator((await readKey(page, language)).secret)
    await verify(page, await app.token(), language)
    await saveRecoveryCodes(page, language)
    await closeRecoveryCodes(page, language)
    await expectWhole(page, `${language} enrolled`)
    const [aiko] = rowsIn(desk, `select id from accounts where name = 'Aiko Almeida'`)
    const account = `accounts/${String(aiko?.['id'])}`
    for (const path of [
      account,
      'accounts',
      'accounts/first-passwords',
      'audit-log',
      'outbox',
      'jobs',
      ...['policy', 'approvals', 'mail', 'sessions', 'names'].map((section) => `settings/${section}`),
      ...['name', 'password', 'sessions', 'activity', 'language'].map((section) => `account-management/${section}`),
    ]) {
      await goTo(page, path)
      await expectWhole(page, `${language} ${path === account ? 'account' : path}`)
    }
    await signOut(page, language)
    await toSecondStep(page, who, language)
    await expectWhole(page, `${language} second step`)
    await thing(page, 'button', 'withRecoveryCode', language).click()
    await expectWhole(page, `${language} recovery code`)
  })
}
