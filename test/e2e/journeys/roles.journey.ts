/** What each role meets at the desk: a user only Account management, an auditor no acts, a stranger nothing. */
import { accountRows, openAccount, searchBox } from '../pages/accounts'
import { openAuditLog } from '../pages/audit-log'
import { openProfileMenu, signIn, signOut } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'

test('a user sees only Account management, by the profile menu', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('user'))
  const sections = page.getByRole('navigation', { name: 'Account management' })
  await expect(sections).toBeVisible()
  for (const name of ['Accounts', 'Audit log', 'Outbox', 'Settings'])
    await expect(page.getByRole('link', { name })).toHaveCount(0)
  await expect(searchBox(page)).toHaveCount(0)

  await test.step('also when the address of another page is typed', async () => {
    for (const path of ['accounts', 'accounts/import', 'audit-log', 'outbox', 'settings']) {
      await page.evaluate((to) => location.assign(`#/${to}`), path)
      await expect(page).toHaveURL(/#\/account-management\/mfa$/)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Multi-factor authentication')
    }
  })

  await test.step('M1 the profile menu leads to Account management', async () => {
    await openProfileMenu(page)
    await page.getByRole('menuitem', { name: 'Account management' }).click()
    await expect(sections).toBeVisible()
  })
})

test('an auditor sees accounts and the log and can do nothing to them; an operator re-issues and reads no log', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  const acts = ['Re-issue OTP key', 'New recovery codes', 'Edit account', 'Disable account']
  await signIn(page, desk.demoAccount('auditor'))
  await expect(page.getByRole('button', { name: 'New account' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Import' })).toHaveCount(0)
  await expect(accountRows(page).first()).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  for (const name of acts) await expect(page.getByRole('button', { name })).toHaveCount(0)
  await openAuditLog(page)
  await signOut(page)

  await signIn(page, desk.demoAccount('operator'))
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  await expect(page.getByRole('button', { name: 'Re-issue OTP key' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edit account' })).toHaveCount(0)

  await test.step('a staff account is not an operator’s to act on', async () => {
    const { email } = desk.demoAccount('helpdesk')
    await openAccount(page, email, 'Demo helpdesk')
    await expect(page.getByText('only an administrator acts on it')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Re-issue OTP key' })).toHaveCount(0)
  })
})
