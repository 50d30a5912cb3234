/** Every page and each dialog open, light and dark: axe finds nothing. */
import { accountRows, openAccount, openAccounts, searchBox } from '../pages/accounts'
import { openAuditLog } from '../pages/audit-log'
import { readKey, reissue, tokenNow, verify } from '../pages/otp-key'
import { keiko } from '../pages/people'
import { openProfileMenu, signIn, signOut } from '../pages/sign-in'
import { makeAdministrator, readBack, readRecoveryKey } from '../pages/welcome'
import { expectAccessible, findings } from '../support/axe'
import { expect, test } from '../support/desk-fixture'

test.setTimeout(180_000)

test('axe finds what is broken: grey on grey, a picture without a name, a field without a label', async ({ page }) => {
  await page.setContent(
    '<html lang="en"><title>Broken</title><p style="color:#aaa;background:#bbb">grey</p><img src="data:,"><input></html>',
  )
  const said = (await findings(page)).map((finding) => finding.slice(0, finding.indexOf(':')))
  expect(said.sort()).toEqual(['color-contrast', 'image-alt', 'label'])
})

test('axe finds nothing from the welcome to the empty list', async ({ desk }) => {
  const page = await desk.start()
  await expect(page.getByRole('heading', { name: /^Welcome/ })).toBeVisible()
  await expectAccessible(page, 'welcome')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expectAccessible(page, 'welcome with what is missing')
  await makeAdministrator(page, keiko)
  const groups = await readRecoveryKey(page)
  await expectAccessible(page, 'recovery key')
  await readBack(page, groups)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(page, 'sign-in with a notice')
  await signIn(page, keiko)
  await expect(page.getByText('Nobody to look after yet')).toBeVisible()
  await expectAccessible(page, 'accounts, empty')
})

test('axe finds nothing on the pages of an administrator and in their dialogs', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await expectAccessible(page, 'sign-in')
  await signIn(page, desk.demoAccount('administrator'))
  await expect(accountRows(page).first()).toBeVisible()
  await expectAccessible(page, 'accounts')

  for (const name of ['State', 'Policy', 'Role', 'Department', 'More']) {
    await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name }).click()
    await expectAccessible(page, `filter ${name}`)
    await page.keyboard.press('Escape')
  }
  await openProfileMenu(page)
  await expectAccessible(page, 'profile menu')
  await page.keyboard.press('Escape')
  await searchBox(page).fill('nobody is called so')
  await expect(page.getByText('No account fits')).toBeVisible()
  await expectAccessible(page, 'accounts, nothing found')

  await openAccounts(page)
  await searchBox(page).fill('')
  await page.getByRole('button', { name: 'New account' }).click()
  await expectAccessible(page, 'new account')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  await openAuditLog(page)
  await expect(page.getByRole('grid', { name: 'Audit log' }).getByRole('row').nth(5)).toBeVisible()
  await expectAccessible(page, 'audit log')
  await openProfileMenu(page)
  await page.getByRole('menuitem', { name: 'Account management' }).click()
  await expectAccessible(page, 'account management')
})

test('axe finds nothing on an account and in each of its dialogs', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  await expectAccessible(page, 'account')
  for (const act of ['Edit account', 'Change role', 'Disable account', 'New recovery codes', 'Re-issue OTP key']) {
    await page.getByRole('button', { name: act }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, act)
    const leave = page.getByRole('dialog').getByRole('button', { name: /^(Cancel|Keep)/ })
    await leave.click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await reissue(page, 'New phone')
  await expectAccessible(page, 'OTP key')
  const key = await readKey(page)
  await verify(page, '12')
  await expectAccessible(page, 'OTP key, refused token')
  await page.getByRole('button', { name: 'Leave pending' }).click()
  await expect(page.getByText(/New OTP key not verified/)).toBeVisible()
  await expectAccessible(page, 'account with a pending key')
  await signOut(page)
  await signIn(page, desk.demoAccount('administrator'))
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  await page.getByRole('button', { name: /^Verify/ }).click()
  await expectAccessible(page, 'pending OTP key')
  await verify(page, tokenNow(key))
  await expect(page.getByRole('dialog', { name: 'Recovery codes' })).toBeVisible()
  await expectAccessible(page, 'recovery codes')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expectAccessible(page, 'recovery codes, asked once')
})

test('axe finds nothing on a locked and a disabled account, in the folded filters, and on the page of a plain user', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  await page.getByRole('button', { name: /^Locked out/ }).click()
  await expect(accountRows(page).first()).toContainText(/until \d\d:\d\d/)
  await accountRows(page).first().click()
  await expect(page.getByRole('region', { name: 'Locked out' })).toBeVisible()
  await expectAccessible(page, 'locked account')

  await openAccounts(page)
  await page.getByRole('button', { name: /^All/ }).click()
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  await page.getByRole('button', { name: 'Disable account' }).click()
  const ask = page.getByRole('dialog')
  await ask.getByRole('textbox', { name: 'Reason' }).fill('Left the company')
  await ask.getByRole('button', { name: 'Disable account' }).click()
  await expect(page.getByText('Account disabled', { exact: true }).first()).toBeVisible()
  await expect(ask).toHaveCount(0)
  await expectAccessible(page, 'disabled account')
  await page.getByRole('button', { name: 'Enable account' }).click()
  await expect(ask).toBeVisible()
  await expectAccessible(page, 'Enable account')
  await ask.getByRole('button', { name: /^(Cancel|Keep)/ }).click()

  await page.setViewportSize({ width: 1024, height: 700 })
  await openAccounts(page)
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByRole('menuitem', { name: 'State' })).toBeVisible()
  await expectAccessible(page, 'folded filters')
  await page.getByRole('menuitem', { name: 'State' }).click()
  await expect(page.getByRole('menuitemcheckbox', { name: 'Pending enrollment' })).toBeVisible()
  await expectAccessible(page, 'folded filters, State')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1280, height: 800 })

  await signOut(page)
  await signIn(page, desk.demoAccount('user'))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page, 'plain user')
})

test('axe finds nothing on the page of a tab that the desk does not know', async ({ desk, browser }) => {
  const known = await desk.start({ demo: true })
  const context = await browser.newContext()
  const lost = await context.newPage()
  await lost.goto(new URL('/', known.url()).href)
  await expect(lost.getByRole('alert')).toContainText('does not answer this tab')
  await expectAccessible(lost, 'lost tab')
  await context.close()
})
