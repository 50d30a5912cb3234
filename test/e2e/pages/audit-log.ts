/** The page Audit log: its rows, its filters, the row in full and the searches somebody keeps. */
import { expect, type Locator, type Page } from '@playwright/test'

export async function openAuditLog(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible()
}

/** Rows that hold all of the given words. */
export function auditRow(page: Page, ...words: string[]): Locator {
  return words.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole('row'))
}

/** A menu that is set says so behind its name: `Result: Failed`, `Filter 1`. */
const menuNamed = (name: string): RegExp => new RegExp(`^${name}(: .*| \\d+)?$`)

/** Opens one menu of the filters, does something in it, and closes it. */
export async function inFilter(page: Page, name: string, work: (menu: Locator) => Promise<void>): Promise<void> {
  await page
    .getByRole('group', { name: 'Filters' })
    .getByRole('button', { name: menuNamed(name) })
    .click()
  const menu = page.getByRole('dialog')
  await work(menu)
  // Escape goes back one level: a list that is open in the menu closes first.
  await expect(async () => {
    if ((await menu.count()) > 0) await page.keyboard.press('Escape')
    await expect(menu).toHaveCount(0, { timeout: 1000 })
  }).toPass()
}

/** How many rows the page says there are. */
export const rowsSaid = (page: Page): Locator => page.getByRole('main').getByRole('status')

/** The row in full. */
export const rowInFull = (page: Page): Locator => page.getByRole('complementary', { name: 'Row in full' })
