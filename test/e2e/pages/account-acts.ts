/** What is done to one account at the desk: each act asks for its reason in one dialog. */
import { expect, type Page } from '@playwright/test'
import { called, thing, type Spoken } from './names'

/** Begins an act of the panel; the dialog it opens is the one on the page. */
export async function beginAct(page: Page, act: string): Promise<void> {
  await page.getByRole('complementary').getByRole('button', { name: act, exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** Begins an act, gives the reason, and confirms with the button of the same name. */
export async function doAct(page: Page, act: string, reason: string): Promise<void> {
  await beginAct(page, act)
  const ask = page.getByRole('dialog')
  await thing(ask, 'textbox', 'reason').fill(reason)
  await ask.getByRole('button', { name: act, exact: true }).click()
}

/** M23: the dialog that waits for what the person reads back. */
export async function readBackToken(page: Page, token: string, language: Spoken = 'en'): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: called('authenticationToken', language) }).fill(token)
  await thing(dialog, 'button', 'verifyEmailToken', language).click()
}

/** A first or temporary password on a slip. @returns it as it stands on the page, once */
export async function passwordOnSlip(page: Page, act: 'First password' | 'Temporary password'): Promise<string> {
  await beginAct(page, act)
  const ask = page.getByRole('dialog')
  await ask.getByRole('radio', { name: 'On a printed slip' }).check()
  await thing(ask, 'textbox', 'reason').fill('First day')
  await ask.getByRole('button', { name: act, exact: true }).click()
  const slip = page.getByRole('dialog', { name: /^Password of/ })
  const password = await slip.locator('[data-password]').innerText()
  // not printed here: Close asks once
  await thing(slip, 'button', 'close').click()
  await expect(slip.getByRole('alert')).toContainText('cannot be shown again')
  await thing(slip, 'button', 'close').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  return password.trim()
}

/** Makes an account for somebody and opens its page. */
export async function makePerson(page: Page, person: { name: string; email: string }): Promise<void> {
  await thing(page, 'link', 'accounts').click()
  await page.getByRole('button', { name: 'New account' }).click()
  const make = page.getByRole('dialog', { name: 'New account' })
  await make.getByRole('textbox', { name: 'Name', exact: true }).fill(person.name)
  await make.getByRole('textbox', { name: 'Email', exact: true }).fill(person.email)
  await make.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible()
}
