/** The page Import accounts: a file, its columns, the preview, and the import itself. */
import { expect, type Locator, type Page } from '@playwright/test'

export interface ImportCounts {
  readonly new: number
  readonly changed: number
  readonly same: number
  readonly refused: number
}

/** A path on the disk, or a file made for the occasion. */
export type FileToTake = string | { name: string; mimeType: string; buffer: Buffer }

/** @returns bytes as a file that a person would pick. */
export const csvFile = (name: string, content: string | Buffer): FileToTake => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
})

export async function openImport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Accounts', exact: true }).click()
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Import accounts' })).toBeVisible()
}

export const takeFile = (page: Page, file: FileToTake): Promise<void> =>
  page.getByLabel('Choose a file').setInputFiles(file)

/** Has every line checked. @returns what the preview says will happen */
export async function preview(page: Page, timeout = 30_000): Promise<ImportCounts> {
  await page.getByRole('button', { name: 'Preview' }).click({ timeout })
  const said = page.getByRole('status').filter({ hasText: 'The preview is ready' })
  await expect(said).toHaveText(/ready/, { timeout })
  const text = (await said.innerText()).replaceAll(',', '')
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1])
  return { new: count('new'), changed: count('change'), same: count('stay'), refused: count('refused') }
}

export const importButton = (page: Page): Locator => page.getByRole('button', { name: /^Import [\d,]+ accounts?$/ })

/** Begins to write what the preview showed. */
export const beginWrite = (page: Page): Promise<void> => importButton(page).click()

/** @returns what was done, by the same words, once it is done */
export async function written(page: Page, timeout = 30_000): Promise<ImportCounts> {
  await expect(page.getByRole('heading', { name: 'The import is done' })).toBeVisible({ timeout })
  const count = async (word: string) => {
    const row = page.getByRole('main').locator('dl > div').filter({ hasText: word })
    return Number((await row.getByRole('definition').innerText()).replaceAll(',', ''))
  }
  return {
    new: await count('Made'),
    changed: await count('Changed'),
    same: await count('Left as they were'),
    refused: await count('Refused'),
  }
}

/** A line of the preview by its number in the file. */
export const lineOf = (page: Page, number: number): Locator =>
  page
    .getByRole('table', { name: 'Lines of the file' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: String(number), exact: true }) })
