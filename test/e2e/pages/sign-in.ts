/** Signing in and out. */
import { expect, type Page } from '@playwright/test'

/** Signs in and waits until somebody is. */
export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'Profile' })).toBeVisible()
}

/** M1: the profile menu at the top right. */
export async function openProfileMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Profile' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await openProfileMenu(page)
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
}
