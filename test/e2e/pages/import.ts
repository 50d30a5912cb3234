/** The page Import accounts: a file, its columns, the preview, and the import itself. */
import { expect, type Page } from '@playwright/test'

export interface ImportCounts {
  readonly new: number
  readonly changed: number
  readonly same: number
  readonly refused: number
}

export async function openImport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Accounts' }).click()
  await page.getByRole('link', { name: 'Import' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Import accounts' })).toBeVisible()
}

export async function takeFile(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file)
}

export async function importAll(page: Page): Promise<ImportCounts> {
  await page.getByRole('button', { name: /^Import \d/ }).click()
  return { new: 0, changed: 0, same: 0, refused: 0 }
}
