/** The page Audit log. */
import { expect, type Locator, type Page } from '@playwright/test'

export async function openAuditLog(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
}

/** Rows that hold all of the given words. */
export function auditRow(page: Page, ...words: string[]): Locator {
  return words.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole('row'))
}
