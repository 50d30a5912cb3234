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

  for (const name of ['State', 'Policy', 'Role', 'Department', 'Locked']) {
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
