/** Loopback only: jobs by keys, what a request can come to, and a second person for acts on one account; axe and nothing cut off. */
import { accountRows, openAccount, openAccounts } from '../pages/accounts'
import { beginAct } from '../pages/account-acts'
import { dryRun, giveReason, jobTitle, openRequest, partOf, phase } from '../pages/jobs'
import { called, thing } from '../pages/names'
import { openSettings, saveSettings } from '../pages/settings'
import { signIn, signOut } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { cutOff } from '../support/cut-off'
import { expect, test } from '../support/desk-fixture'
import { rowsIn } from '../support/store'

test.setTimeout(180_000)

test('jobs by keys; one denied, one that needs a second person for one account', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const administrator = desk.demoAccount('administrator')
  await signIn(page, administrator)
  const said = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text })

  await test.step('Space and Shift select, Esc clears, A chooses an act', async () => {
    await expect(accountRows(page).nth(8)).toBeVisible()
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(said('1 account selected')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(said('Nothing is selected any more')).toHaveCount(1)
    await page.keyboard.press('Space')
    for (let at = 0; at < 3; at++) await page.keyboard.press('Shift+ArrowDown')
    await expect(said('4 accounts selected')).toHaveCount(1)
    await accountRows(page)
      .nth(7)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] })
    await expect(said('8 accounts selected')).toHaveCount(1)
    await expect(page.getByRole('row', { selected: true })).toHaveCount(8)
    await expectAccessible(page, 'accounts, some selected')
    await page.keyboard.press('a')
    await expect(page.getByRole('dialog', { name: 'Choose an act for 8 accounts' })).toBeVisible()
    await expectAccessible(page, 'choosing an act')
  })

  await test.step('up to ten run at once, with nothing but the keyboard', async () => {
    await page.getByRole('radio', { name: 'Set department' }).click()
    await page.getByRole('combobox', { name: 'Department' }).fill('Field service')
    await page.keyboard.press('Enter')
    await expect(jobTitle(page, 'Set department · Field service')).toBeFocused()
    await expectAccessible(page, 'dry run')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await expect(page.getByText(/^Say why/)).toBeVisible()
    await page.keyboard.type('New team')
    await page.keyboard.press('Control+Enter')
    await expect(phase(page, 'done')).toBeVisible()
    expect(await partOf(page, 'done')).toBe(8)
    expect(rowsIn(desk, `select count(*) as n from accounts where department = 'Field service'`)).toEqual([{ n: 8 }])
    await expectAccessible(page, 'job that has ended')
  })

  await test.step('who would have no way in is left out unless chosen otherwise', async () => {
    await openAccounts(page)
    await dryRun(page, 'Aiko', 'require-enrolment', 'en', '0')
    const main = page.getByRole('button', { name: /^Ask approval for/ })
    await expect(jobTitle(page, /At the next sign-in/)).toBeVisible()
    const [change, alarm] = [await partOf(page, 'change'), await partOf(page, 'no-way-in')]
    await expect(main).toHaveText(`Ask approval for ${change} accounts`)
    expect(alarm).toBeGreaterThan(0)
    await expect(
      page
        .getByRole('grid', { name: /no way in/ })
        .getByText('No password that works')
        .first(),
    ).toBeVisible()
    const leaveOut = page.getByRole('checkbox', { name: /^Leave all/ })
    await expect(leaveOut).toBeChecked()
    await leaveOut.click()
    await expect(main).toHaveText(`Ask approval for ${change + alarm} accounts`)
    await expectAccessible(page, 'dry run with an alarm')
    for (const [width, height] of [
      [1024, 700],
      [640, 400],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect.soft(await cutOff(page), `a job at ${width}`).toEqual([])
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await leaveOut.click()
    await giveReason(page, 'Audit of December', 'ask')
    await expect(phase(page, 'asked')).toBeVisible()
  })

  await test.step('a second person also for clearing staff: the single act becomes a request', async () => {
    await openSettings(page, 'Approvals')
    await page.getByRole('checkbox', { name: 'Clear MFA of staff' }).click()
    await expectAccessible(page, 'approvals')
    await saveSettings(page, administrator.password)
    const [staff] = rowsIn(
      desk,
      `select name, email from accounts where role <> 'user' and enabled = 1 and state = 'enrolled-otp' limit 1`,
    )
    await openAccount(page, String(staff?.['email']), String(staff?.['name']))
    await beginAct(page, called('clearMfa'))
    const ask = page.getByRole('dialog')
    await thing(ask, 'textbox', 'reason').fill('Phone stolen')
    await thing(ask, 'button', 'clearMfa').click()
    await expect(jobTitle(page, 'Clear MFA')).toBeFocused()
    await expect(said(/^A second person must approve this/)).toHaveCount(1)
    await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Phone stolen')
    await page.keyboard.press('Control+Enter')
    await expect(phase(page, 'asked')).toBeVisible()
    await page.getByRole('button', { name: 'Withdraw the request' }).click()
    await expect(phase(page, 'cancelled')).toBeVisible()
    await signOut(page)
  })

  await test.step('the help desk may not decide what its role does not do; an administrator alone cannot deny their own', async () => {
    await signIn(page, desk.demoAccount('helpdesk'))
    await openRequest(page)
    await expect(page.getByText(/Your role does not do this act/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^(Approve|Deny)/ })).toHaveCount(0)
    await openAccounts(page)
    await dryRun(page, 'Bruno', 'renew-codes')
    await giveReason(page, 'New envelopes', 'ask')
    await expect(phase(page, 'asked')).toBeVisible()
    await signOut(page)
    await signIn(page, administrator)
    await openRequest(page)
    await page.getByRole('button', { name: 'Deny' }).click()
    const dialog = page.getByRole('dialog')
    await thing(dialog, 'textbox', 'reason').fill('Not before January')
    await dialog.getByRole('button', { name: 'Deny' }).click()
    await expect(phase(page, 'denied')).toBeVisible()
    await expect(page.getByText('Not before January')).toBeVisible()
    await expect(said('Denied.')).toHaveCount(1)
    await page.getByRole('navigation').getByRole('link', { name: /^Jobs/ }).click()
    await expect(accountRows(page).first()).toBeVisible()
    await expectAccessible(page, 'jobs')
  })
})
