/** The page Settings: who must have MFA, and how mail goes out. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { MailServer } from '../../doubles/mail-server'
import { thing } from './names'

export async function openSettings(
  page: Page,
  section: 'Policy' | 'Approvals' | 'Mail' | 'Sessions' | 'Names',
): Promise<void> {
  await thing(page, 'link', 'settings').click()
  await page
    .getByRole('navigation', { name: 'Sections of the settings' })
    .getByRole('link', { name: new RegExp(`^${section}`) })
    .click()
  await expect(page.getByRole('heading', { level: 2, name: section })).toBeVisible()
}

/** Saves; where the password is asked for, gives it. */
export async function saveSettings(page: Page, password: string): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const again = page.getByRole('dialog', { name: 'Your password once more' })
  const saved = page.getByRole('status').filter({ hasText: 'Saved.' })
  await expect(again.or(saved)).toBeVisible()
  if (await again.isVisible()) {
    await again.getByLabel('Password', { exact: true }).fill(password)
    await again.getByRole('button', { name: 'Confirm' }).click()
  }
  await expect(saved).toBeVisible()
}

/** Types a mail server in, without saving. */
export async function typeServer(page: Page, { host, port, user, password }: MailServer): Promise<void> {
  await page.getByRole('radio', { name: 'Mail server (SMTP)' }).check()
  await page.getByRole('textbox', { name: 'Host' }).fill(host)
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port))
  await page.getByRole('textbox', { name: 'User' }).fill(user)
  await page.getByLabel('Password', { exact: true }).fill(password)
}

/** Sends a test mail with what is typed. @returns the panel that says what became of it */
export async function sendTestMail(page: Page, to: string): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Test mail to' }).fill(to)
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  const panel = page.getByRole('region', { name: 'Test mail' })
  await expect(panel).toBeVisible()
  return panel
}

/** Sets the mail server of the desk, as an administrator does. */
export async function setServer(page: Page, server: MailServer, password: string): Promise<void> {
  await openSettings(page, 'Mail')
  await typeServer(page, server)
  await saveSettings(page, password)
}
