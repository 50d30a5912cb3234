/** Signing in and out. */
import { expect, type Page } from '@playwright/test'
import { called, thing, type Spoken } from './names'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** M15: types email and password and sends them off, whatever comes of it. */
export async function typePassword(page: Page, who: Credentials, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'textbox', 'emailField', language).fill(who.email)
  await page.getByLabel(called('password', language), { exact: true }).fill(who.password)
  await thing(page, 'button', 'signIn', language).click()
}

export async function expectIn(page: Page, language: Spoken = 'en'): Promise<void> {
  await expect(thing(page, 'button', 'profile', language)).toBeVisible()
}

/** Signs in with a password alone and waits until somebody is in. */
export async function signIn(page: Page, who: Credentials, language: Spoken = 'en'): Promise<void> {
  await typePassword(page, who, language)
  await expectIn(page, language)
}

/** M1: the profile menu at the top right. */
export async function openProfileMenu(page: Page, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'button', 'profile', language).click()
  await expect(page.getByRole('menu')).toBeVisible()
}

export async function signOut(page: Page, language: Spoken = 'en'): Promise<void> {
  await openProfileMenu(page, language)
  await thing(page, 'menuitem', 'signOut', language).click()
  await expect(thing(page, 'button', 'signIn', language)).toBeVisible()
}
