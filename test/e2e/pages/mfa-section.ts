/** The section Multi-factor authentication of one's own account: OTP or email set up, and taken away. */
import { expect, type Locator, type Page } from '@playwright/test'
import { authenticator, type Authenticator } from '../support/authenticator'
import { called, thing, type Spoken } from './names'
import { closeRecoveryCodes, readKey, saveRecoveryCodes, verify } from './otp-key'
import { openProfileMenu } from './sign-in'

/** M1, M2: by the profile menu to Account management, and to its section. */
export async function openMfaSection(page: Page, language: Spoken = 'en'): Promise<void> {
  await openProfileMenu(page, language)
  await thing(page, 'menuitem', 'accountManagement', language).click()
  await page
    .getByRole('main')
    .getByRole('link', { name: called('mfa', language), exact: true })
    .click()
  await expectMfaSection(page, language)
}

export async function expectMfaSection(page: Page, language: Spoken = 'en'): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: called('mfa', language), exact: true })).toBeVisible()
  await expect(thing(page, 'radio', 'otpMethod', language)).toBeVisible()
}

/** M14: the two buttons that take a method away. */
export const takingAway = (page: Page, language: Spoken = 'en'): { deleteKey: Locator; clear: Locator } => ({
  deleteKey: thing(page.getByRole('main'), 'button', 'deleteKey', language),
  clear: thing(page.getByRole('main'), 'button', 'clearMfa', language),
})

/** Presses one of them and confirms in the dialog. */
export async function takeAway(page: Page, what: 'deleteKey' | 'clearMfa', language: Spoken = 'en'): Promise<void> {
  await thing(page.getByRole('main'), 'button', what, language).click()
  await thing(page.getByRole('dialog'), 'button', what, language).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** M3: OTP, then (Re)generate OTP key. */
export async function makeKey(page: Page, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'radio', 'otpMethod', language).check()
  await thing(page, 'button', 'makeKey', language).click()
  await expect(thing(page, 'img', 'qrCode', language)).toBeVisible()
}

/** M10: Email, then Send authentication token by email. */
export async function sendToken(page: Page, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'radio', 'emailMethod', language).check()
  await thing(page, 'button', 'mailToken', language).click()
  await expect(thing(page, 'textbox', 'authenticationToken', language)).toBeVisible()
}

/** M12: types the token of the mail and presses Verify email token. */
export async function verifyToken(page: Page, token: string, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'textbox', 'authenticationToken', language).fill(token)
  await thing(page, 'button', 'verifyEmailToken', language).click()
}

/** M3 to M8 at once: a key, its first token, the file saved, its window closed. */
export async function setUpOtp(
  page: Page,
  language: Spoken = 'en',
): Promise<{ app: Authenticator; file: Awaited<ReturnType<typeof saveRecoveryCodes>> }> {
  await makeKey(page, language)
  const app = authenticator((await readKey(page, language)).secret)
  await verify(page, await app.token(), language)
  const file = await saveRecoveryCodes(page, language)
  await closeRecoveryCodes(page, language)
  return { app, file }
}
