/** The page Outbox: its mails, and what became of one. */
import { expect, type Locator, type Page } from '@playwright/test'
import { thing } from './names'

export async function openOutbox(page: Page): Promise<void> {
  await thing(page, 'link', 'accounts').click()
  await page.getByRole('link', { name: /^Outbox/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Outbox' })).toBeVisible()
}

/** Rows that hold all of the given words. */
export const mailRow = (page: Page, ...words: string[]): Locator =>
  words.reduce(
    (rows, text) => rows.filter({ hasText: text }),
    page.getByRole('grid', { name: 'Outbox' }).locator('[role=row][aria-selected]'),
  )

/** Looks again until a mail is in a state, and opens it. @returns its detail */
export async function openMail(page: Page, ...words: string[]): Promise<Locator> {
  const row = mailRow(page, ...words)
  await expect(async () => {
    await page.getByRole('button', { name: 'Look again' }).click()
    await expect(row).toHaveCount(1, { timeout: 1000 })
  }).toPass()
  // pressed again, it would close
  const detail = row.locator('xpath=following-sibling::*[@role="row"]')
  if ((await detail.count()) === 0) await row.click()
  return detail
}
