/** The Enrollment page: its numbers, the lists behind them, and exporting what is shown. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Download, type Page } from '@playwright/test'
import type { Spoken } from './names'

type Words = Record<string, unknown>

/** @returns what the window says under `path` in that language: `enrollment.title`. */
export function says(path: string, language: Spoken): string {
  const [group = ''] = path.split('.')
  const file = {
    report: 'enrollment',
    stepUp: 'frame',
    frame: 'frame',
    enrollment: 'enrollment',
    accounts: 'accounts',
    jobs: 'jobs',
    ask: 'frame',
    import: 'import',
    account: 'account',
  }[group]
  const text = readFileSync(join(import.meta.dirname, `../../../src-renderer/locales/${language}/${file}.json`), 'utf8')
  const found = path.split('.').reduce<unknown>((words, key) => (words as Words)[key], JSON.parse(text))
  if (typeof found !== 'string') throw new Error(`no words at ${path}`)
  return found
}

export async function openEnrollment(page: Page, language: Spoken = 'en'): Promise<void> {
  const title = says('enrollment.title', language)
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.getByRole('table').first()).toBeVisible()
}

/** @returns the number a line of What needs a person shows. */
export async function needed(page: Page, line: string): Promise<number> {
  const text = await page.getByRole('complementary').getByRole('listitem').filter({ hasText: line }).textContent()
  return Number(text?.replace(line, '').replace(/[^\d]/g, ''))
}

/** Exports by key: the report of that name as CSV, with the password it asks for. @returns the file as it was saved */
export async function exportCsv(
  page: Page,
  what: 'coverage' | 'accounts' | 'stood' | 'directory' | null,
  password: string,
  language: Spoken = 'en',
): Promise<Download> {
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: says('report.title', language) })
  if (what) await dialog.getByRole('radio', { name: says(`report.what.${what}`, language), exact: true }).click()
  await dialog.getByRole('radio', { name: says('report.format.csv', language), exact: true }).click()
  await dialog.getByRole('button', { name: says('report.export', language), exact: true }).click()
  const proof = page.getByRole('dialog', { name: says('stepUp.title', language) })
  await proof.getByLabel(says('stepUp.password', language), { exact: true }).fill(password)
  const saving = page.waitForEvent('download')
  await proof.getByRole('button', { name: says('stepUp.confirm', language), exact: true }).click()
  const download = await saving
  await expect(dialog.getByText(download.suggestedFilename())).toHaveCount(2)
  return download
}
export const closeExport = async (page: Page, language: Spoken = 'en'): Promise<void> => {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: says('report.close', language), exact: true })
    .click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
