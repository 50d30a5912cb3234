/** The first start: making the first administrator and reading the printed recovery key back. */
import { expect, type Page } from '@playwright/test'
import { issuer, type Person } from './people'
import { signIn } from './sign-in'

/** Fills the form of the first administrator and sends it off. */
export async function makeAdministrator(page: Page, person: Person): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Welcome/ })).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill(person.name)
  await page.getByRole('textbox', { name: 'Email' }).fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('textbox', { name: 'Issuer' }).fill(issuer)
  await page.getByRole('button', { name: 'Create administrator' }).click()
}

/** @returns the eight groups of the recovery key, as they stand on the page. */
export async function readRecoveryKey(page: Page): Promise<string[]> {
  const list = page.getByRole('list', { name: /^Recovery key/ })
  await expect(list.getByRole('listitem')).toHaveCount(8)
  const items = await list.getByRole('listitem').allInnerTexts()
  const groups = items.map((text) => /[0-9A-Z]{4}$/.exec(text.trim())?.[0] ?? '')
  expect(groups.every(Boolean)).toBe(true)
  return groups
}

/** Types back the groups that are asked for. */
export async function readBack(page: Page, groups: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'I have it on paper' }).click()
  const fields = page.getByRole('textbox', { name: /^Group \d$/ })
  await expect(fields).toHaveCount(2)
  for (const field of await fields.all()) {
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '')
    await field.fill(groups[Number(/\d/.exec(label)?.[0]) - 1] ?? '')
  }
  await page.getByRole('button', { name: 'Confirm' }).click()
}

/** The whole first start, to the page of accounts. @returns the recovery key */
export async function firstStart(page: Page, person: Person): Promise<string[]> {
  await makeAdministrator(page, person)
  const groups = await readRecoveryKey(page)
  await readBack(page, groups)
  await signIn(page, person)
  return groups
}
