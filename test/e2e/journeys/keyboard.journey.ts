/** A re-issue from sign-in to the saved file with nothing but the keyboard. */
import { readFileSync } from 'node:fs'
import { accountRows } from '../pages/accounts'
import { openAuditLog } from '../pages/audit-log'
import { readKey, tokenNow } from '../pages/otp-key'
import { signIn } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'

test('an operator re-issues an OTP key by keyboard alone', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const { email, password } = desk.demoAccount('operator')
  const focused = page.locator(':focus')
  /** Tabs on until what has the focus is called so. */
  const tabTo = async (name: RegExp, most = 40) => {
    for (let presses = 0; presses < most; presses++) {
      await page.keyboard.press('Tab')
      const called = await focused.evaluate(
        (element) => element.getAttribute('aria-label') ?? element.textContent ?? '',
      )
      if (name.test(called.trim())) return
    }
    throw new Error(`no Tab leads to ${name}`)
  }

  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')

  await test.step('/ leads to the search, arrows and Enter to the account', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('aiko.almeida')
    await expect(accountRows(page)).toHaveCount(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Aiko Almeida' })).toBeVisible()
  })

  await test.step('R asks for the reason, and the reason has the focus', async () => {
    await page.keyboard.press('r')
    await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await page.keyboard.type('New phone')
    await tabTo(/^Re-issue OTP key$/)
    await page.keyboard.press('Enter')
  })

  await test.step('the token field is reached and Enter verifies', async () => {
    const token = page.getByRole('textbox', { name: 'OTP token' })
    await expect(token).toBeVisible()
    for (
      let presses = 0;
      presses < 10 && !(await token.evaluate((field) => field === document.activeElement));
      presses++
    ) {
      await page.keyboard.press('Tab')
    }
    await expect(token).toBeFocused()
    await page.keyboard.type(tokenNow(await readKey(page)))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Recovery codes' })).toBeVisible()
  })

  await test.step('the file is saved and the window closed', async () => {
    const saving = page.waitForEvent('download')
    if (!/^Save recovery codes$/.test((await focused.textContent()) ?? '')) await tabTo(/^Save recovery codes$/)
    await page.keyboard.press('Enter')
    expect(readFileSync(await (await saving).path(), 'utf8')).toContain('aiko.almeida')
    await tabTo(/^Close$/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(focused, 'the focus comes back to an act of the account').not.toHaveJSProperty('tagName', 'BODY')
  })
})

test('End in the audit log reaches the oldest row, which was not loaded yet, and Home the newest', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('auditor'))
  await openAuditLog(page)
  const grid = page.getByRole('grid', { name: 'Audit log' })
  const chosen = grid.locator('[aria-selected="true"]')
  await expect(chosen).toBeVisible()
  const newest = await chosen.getAttribute('data-no')
  await grid.focus()
  await page.keyboard.press('End')
  await expect(chosen).toHaveAttribute('data-no', '1')
  await expect(chosen).toBeInViewport()
  // how many rows lie between is not known to the list: only the ones at this end are loaded
  await expect(grid).toHaveAttribute('aria-rowcount', '-1')
  expect(await grid.getByRole('row').count()).toBeLessThanOrEqual(120)
  await page.keyboard.press('ArrowUp')
  await expect(chosen).toHaveAttribute('data-no', '2')
  await page.keyboard.press('Home')
  await expect(chosen).toHaveAttribute('data-no', newest ?? '')
  await expect(chosen).toBeInViewport()
})
