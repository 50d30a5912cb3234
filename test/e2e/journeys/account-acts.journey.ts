/** What is done to one account beside the first re-issue: dropping a pending key, replacing a key, new codes, editing. */
import { accountRows, openAccount, openAccounts, searchBox } from '../pages/accounts'
import { closeRecoveryCodes, readKey, reissue, saveRecoveryCodes, tokenNow, verify } from '../pages/otp-key'
import { signIn } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'

const enrolled = { search: 'aiko.almeida', name: 'Aiko Almeida' }

test('a pending key changes nothing until it is verified, and Cancel set-up drops it', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('operator'))
  await openAccount(page, enrolled.search, enrolled.name)
  await expect(page.getByText('Enrolled (OTP)').first()).toBeVisible()
  const since = await page.getByText(/Active since/).innerText()

  await reissue(page, 'Phone lost')
  const dropped = await readKey(page)
  await page.getByRole('button', { name: 'Cancel set-up' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Enrolled (OTP)').first()).toBeVisible()
  await expect(page.getByText(/Active since/)).toHaveText(since)
  await expect(page.getByText(/New OTP key not verified/)).toHaveCount(0)

  await test.step('M9 a second key is another one; a token of the dropped key does not fit it', async () => {
    await reissue(page, 'Phone lost')
    const key = await readKey(page)
    expect(key.secret).not.toBe(dropped.secret)
    await verify(page, tokenNow(dropped))
    await expect(page.getByText(/does not fit this key/)).toBeVisible()
    await verify(page, tokenNow(key))
    await expect(page.getByRole('dialog', { name: 'Recovery codes' })).toBeVisible()
  })
})

test('new recovery codes void the old ones; Close before saving asks once', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('helpdesk'))
  await openAccount(page, enrolled.search, enrolled.name)
  const renew = async () => {
    await page.getByRole('button', { name: 'New recovery codes' }).click()
    const ask = page.getByRole('dialog')
    await ask.getByRole('textbox', { name: 'Reason' }).fill('File lost')
    await ask.getByRole('button', { name: 'New recovery codes' }).click()
    await expect(page.getByRole('dialog', { name: 'Recovery codes' })).toBeVisible()
  }
  await renew()
  const first = await saveRecoveryCodes(page)
  await closeRecoveryCodes(page)
  await renew()
  const dialog = page.getByRole('dialog', { name: 'Recovery codes' })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog.getByRole('alert')).toContainText('not saved')
  const second = await saveRecoveryCodes(page)
  expect(second.shown.filter((code) => first.shown.includes(code))).toEqual([])
  await closeRecoveryCodes(page)
  await expect(page.getByText('10 of 10 left').first()).toBeVisible()
})

test('a new account is made, edited, disabled and enabled; a changed email is unverified', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  await page.getByRole('button', { name: 'New account' }).click()
  const make = page.getByRole('dialog', { name: 'New account' })
  await make.getByRole('textbox', { name: 'Name', exact: true }).fill('高橋 直美')
  await make.getByRole('textbox', { name: 'Email', exact: true }).fill('naomi.takahashi@corp.example')
  await make.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '高橋 直美' })).toBeVisible()
  await expect(page.getByText('Not enrolled').first()).toBeVisible()

  await page.getByRole('button', { name: 'Edit account' }).click()
  const edit = page.getByRole('dialog')
  await edit.getByRole('textbox', { name: 'Email', exact: true }).fill('naomi@corp.example')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit).toBeHidden()
  await expect(page.getByText('Unverified').first()).toBeVisible()

  for (const [act, other] of [
    ['Disable account', 'Enable account'],
    ['Enable account', 'Disable account'],
  ] as const) {
    await page.getByRole('button', { name: act }).click()
    const ask = page.getByRole('dialog')
    await ask.getByRole('textbox', { name: 'Reason' }).fill('On leave')
    await ask.getByRole('button', { name: act }).click()
    await expect(page.getByRole('button', { name: other })).toBeVisible()
  }

  await openAccounts(page)
  await searchBox(page).fill('直美')
  await expect(accountRows(page).filter({ hasText: 'naomi@corp.example' })).toHaveCount(1)
})
