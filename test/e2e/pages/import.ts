/** The page Import accounts: a file, its columns, the preview, and the import itself. */
import { expect, type Locator, type Page } from '@playwright/test'
import { says } from './enrollment'
import type { Spoken } from './names'
import type { Credentials } from './sign-in'

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

// In any language, by the words of the window.

export async function importLink(page: Page, language: Spoken = 'en'): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: says('accounts.title', language), exact: true })
    .click()
  await page.getByRole('link', { name: says('accounts.import', language), exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: says('import.title', language) })).toBeVisible()
}

/** Takes a file in; one that was done with before gives way. */
export async function takeIn(page: Page, file: FileToTake, language: Spoken = 'en'): Promise<void> {
  const another = page.getByRole('button', { name: says('import.run.another', language), exact: true })
  const choice = page.getByLabel(says('import.file.choose', language))
  await expect(another.or(choice)).toBeVisible()
  if (await another.isVisible()) await another.click()
  await choice.setInputFiles(file)
  await expect(mappingOf(page, language)).toBeVisible()
}

export const mappingOf = (page: Page, language: Spoken = 'en'): Locator =>
  page.getByRole('combobox', { name: says('import.mapping.label', language), exact: true })

/** Says what the columns of the journeys' own file hold, and keeps that by a name. */
export async function keepMapping(page: Page, name: string, language: Spoken = 'en'): Promise<void> {
  const columns = { 'Full Name (HR)': 'name', Dept: 'department', 'Works here': 'enabled' }
  for (const [header, field] of Object.entries(columns)) {
    const select = page.getByRole('combobox', {
      name: says('import.columns.take', language).replace('{header}', header),
    })
    await select.click()
    await page.getByRole('option', { name: says(`import.field.${field}`, language), exact: true }).click()
  }
  await page.getByRole('button', { name: says('import.mapping.begin', language), exact: true }).click()
  await page.getByRole('textbox', { name: says('import.mapping.name', language), exact: true }).fill(name)
  await page.getByRole('button', { name: says('import.mapping.keep', language), exact: true }).click()
  await expect(mappingOf(page, language)).toHaveText(name)
}

/** Has every line checked. @returns what the preview says will happen */
export async function previewOf(page: Page, language: Spoken = 'en'): Promise<ImportCounts> {
  await page.getByRole('button', { name: says('import.preview', language), exact: true }).click()
  const form = says('import.ready', language)
  const parts = form.split(/\{(\w+)\}/)
  const names = parts.filter((_, at) => at % 2 === 1)
  const plain = parts.map((part, at) => (at % 2 === 1 ? '([\\d,]+)' : part.replace(/[.*+?^$()[\]\\]/g, '\\$&')))
  const said = page.getByRole('status').filter({ hasText: new RegExp(plain.join('')) })
  await expect(said).toHaveCount(1)
  const found = new RegExp(plain.join('')).exec((await said.textContent()) ?? '')?.slice(1) ?? []
  const count = (name: string): number => Number((found[names.indexOf(name)] ?? '').replaceAll(',', ''))
  return { new: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') }
}

/** Writes what the preview showed, by the main act of the page. */
export const writeIn = (page: Page): Promise<void> => page.keyboard.press('Control+Enter')

export async function importedAs(page: Page, language: Spoken = 'en'): Promise<void> {
  await expect(page.getByRole('heading', { name: says('import.run.done', language) })).toBeVisible()
}

/** Answers the question for the password. */
export async function proven(page: Page, who: Credentials, language: Spoken = 'en'): Promise<void> {
  const proof = page.getByRole('dialog', { name: says('stepUp.title', language) })
  await proof.getByLabel(says('stepUp.password', language), { exact: true }).fill(who.password)
  await proof.getByRole('button', { name: says('stepUp.confirm', language), exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
