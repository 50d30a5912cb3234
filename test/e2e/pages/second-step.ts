/** The page Multi-factor authentication of signing in: a code, or a line of the recovery file in its place. */
import { expect, type Page } from '@playwright/test'
import { thing, type Spoken } from './names'
import { expectIn, typePassword, type Credentials } from './sign-in'

/** With the right password, to the second step. */
export async function toSecondStep(page: Page, who: Credentials, language: Spoken = 'en'): Promise<void> {
  await typePassword(page, who, language)
  await expect(thing(page, 'heading', 'mfa', language)).toBeVisible()
  await expect(thing(page, 'textbox', 'authenticationCode', language)).toBeVisible()
  await expect(thing(page, 'button', 'profile', language)).toHaveCount(0)
}

/** M16, M19: types a code and presses Authenticate. */
export async function authenticate(page: Page, code: string, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'textbox', 'authenticationCode', language).fill(code)
  await thing(page, 'button', 'authenticate', language).click()
}

/** M17: a line of the file instead. */
export async function authenticateWithRecoveryCode(page: Page, line: string, language: Spoken = 'en'): Promise<void> {
  const field = thing(page, 'textbox', 'recoveryCode', language)
  const other = thing(page, 'button', 'withRecoveryCode', language)
  await expect(field.or(other)).toBeVisible()
  if (await other.isVisible()) await other.click()
  await field.fill(line)
  await thing(page, 'button', 'authenticate', language).click()
}

/** Both steps with a token of the app. */
export async function signInWithCode(page: Page, who: Credentials, code: string, language: Spoken = 'en') {
  await toSecondStep(page, who, language)
  await authenticate(page, code, language)
  await expectIn(page, language)
}
