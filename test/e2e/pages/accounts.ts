/** The list of accounts: finding one and opening it. */
import { expect, type Locator, type Page } from '@playwright/test'

export const searchBox = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search accounts' })

/** The rows that stand in the page; a long list holds only those near the eye. */
export const accountRows = (page: Page): Locator =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })

export async function openAccounts(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Accounts', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Accounts/ })).toBeVisible()
}

/** Types into the search box and opens the one account that is found. */
export async function openAccount(page: Page, text: string, name: string): Promise<void> {
  await searchBox(page).fill(text)
  const row = accountRows(page).filter({ hasText: name })
  await expect(row).toHaveCount(1)
  await row.first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}
