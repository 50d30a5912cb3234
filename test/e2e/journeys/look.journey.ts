/** What the window looks like: the picture of the README, small windows and 200 % zoom without a sideways scroll. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { accountRows, openAccount, openAccounts } from '../pages/accounts'
import { openAuditLog } from '../pages/audit-log'
import { beginWrite, importButton, openImport, preview, takeFile, written } from '../pages/import'
import { readKey, reissue, tokenNow, verify } from '../pages/otp-key'
import { keiko } from '../pages/people'
import { signIn } from '../pages/sign-in'
import { makeAdministrator, readBack, readRecoveryKey } from '../pages/welcome'
import { cutOff } from '../support/cut-off'
import { expect, test } from '../support/desk-fixture'

const sample = resolve(import.meta.dirname, '../../samples/accounts-directory-export.csv')
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

/** 200 % of 1280 × 800 is a window of 640 × 400 in the page’s own pixels. */
const sizes = [
  { width: 1024, height: 700 },
  { width: 640, height: 400 },
]
/** On a narrow screen the log keeps its columns side by side and scrolls. */
const scrollsSideways = ['.audit-grid']

/** Nothing is cut off in either size, and at 1024 × 700 the main act is in sight without scrolling. */
async function expectWhole(page: Page, where: string, main: Locator): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expect(main).toBeVisible()
    if (size.width === 1024) await expect.soft(main, `${where}, main act in sight`).toBeInViewport({ ratio: 1 })
    else {
      await main.scrollIntoViewIfNeeded()
      await expect.soft(main, `${where}, main act within reach`).toBeInViewport({ ratio: 1 })
    }
    const found = await cutOff(page, scrollsSideways)
    expect.soft(found.join('\n'), `${where} at ${size.width} × ${size.height}`).toBe('')
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('what is cut off is found: hidden in width, hidden in height, scrolled sideways', async ({ page }) => {
  await page.setContent(`<main id="sheet" style="width:200px;height:100px;overflow:hidden">
    <p class="wide" style="width:260px;margin:0">wide</p>
    <p class="scrolls" style="overflow-x:auto;margin:0"><b style="display:block;width:300px">scrolls</b></p>
    <p class="said" style="overflow:hidden;text-overflow:ellipsis;white-space:nowrap;margin:0">${'long '.repeat(99)}</p>
    <p class="high" style="height:300px;margin:0">high</p></main>`)
  const found = (await cutOff(page)).map((line) => line.replace(/ by .*/s, ''))
  expect(found).toEqual(['main. hides in width', 'main. hides in height', 'p.scrolls scrolls sideways'])
  expect(await cutOff(page, ['.scrolls'])).toHaveLength(2)
})

test('nothing is cut off from the welcome to the import, at 1024 × 700 and at 200 % zoom', async ({ desk }) => {
  const page = await desk.start()
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  await expectWhole(page, 'welcome', button('Create administrator'))
  await makeAdministrator(page, keiko)
  const groups = await readRecoveryKey(page)
  await expectWhole(page, 'recovery key', button('I have it on paper'))
  await readBack(page, groups)
  await expectWhole(page, 'sign-in', button('Sign in'))
  await signIn(page, keiko)
  await openImport(page)
  await expectWhole(page, 'import, file', page.getByText('Choose a CSV file').first())
  await takeFile(page, sample)
  await expectWhole(page, 'import, columns', button('Preview'))
  await preview(page)
  await expectWhole(page, 'import, preview', importButton(page))
  await beginWrite(page)
  await written(page)
  await expectWhole(page, 'import, done', page.getByRole('link', { name: 'Go to Accounts' }))
})

test('nothing is cut off on the pages of the desk and in their dialogs, at 1024 × 700 and at 200 % zoom', async ({
  desk,
}) => {
  test.setTimeout(180_000)
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  const dialog = page.getByRole('dialog')
  const leave = async () => {
    await dialog.getByRole('button', { name: /^(Cancel|Keep)/ }).click()
    await expect(dialog).toHaveCount(0)
  }
  await expect(accountRows(page).nth(10)).toBeVisible()
  await expectWhole(page, 'accounts', page.getByRole('button', { name: 'New account' }))
  await page.getByRole('button', { name: 'New account' }).click()
  await expectWhole(page, 'new account', dialog.getByRole('button').last())
  await leave()
  await openAuditLog(page)
  await expectWhole(page, 'audit log', page.getByRole('button', { name: 'Newest rows' }))
  await openAccounts(page)
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  await expectWhole(page, 'account', page.getByRole('button', { name: 'Re-issue OTP key' }))
  for (const act of ['Edit account', 'Change role', 'Disable account', 'New recovery codes', 'Re-issue OTP key']) {
    await page.getByRole('button', { name: act }).click()
    await expectWhole(page, act, dialog.getByRole('button').last())
    await leave()
  }
  await reissue(page, 'New phone')
  await expectWhole(page, 'OTP key', page.getByRole('button', { name: 'Verify OTP key' }))
  await verify(page, tokenNow(await readKey(page)))
  await expect(page.getByRole('dialog', { name: 'Recovery codes' })).toBeVisible()
  await expectWhole(page, 'recovery codes', dialog.getByRole('button', { name: 'Save recovery codes' }))
})
