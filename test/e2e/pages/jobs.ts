/** Jobs over many accounts: chosen in the list, looked at as a dry run, asked for, approved, undone. */
import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import { readCsv } from '../../oracles/csv'
import { accountRows } from './accounts'
import { says } from './enrollment'
import type { Spoken } from './names'
import type { Credentials } from './sign-in'

/** What the window says under `path`, whatever is put in: the form for many. */
export function matching(path: string, language: Spoken): RegExp {
  const form = says(path, language).split('|').at(-1)?.trim() ?? ''
  const plain = form.replace(/[.*+?^$()[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')
  return new RegExp(`^${plain}$`)
}
const button = (page: Page, path: string, language: Spoken): Locator =>
  page.getByRole('button', { name: matching(path, language) })

export const jobTitle = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('heading', { level: 1, name: text })
/** The number of a part at the head of a job. */
export async function partOf(page: Page, part: string, language: Spoken = 'en'): Promise<number> {
  const name = new RegExp(`^[\\d,]+ ${says(`jobs.part.${part}`, language)}$`)
  const parts = page.getByRole('list', { name: says('jobs.part.label', language), exact: true })
  const text = await parts.getByRole('button', { name }).innerText()
  return Number(text.replace(/\D/g, ''))
}
export const phase = (page: Page, name: string, language: Spoken = 'en'): Locator =>
  page
    .getByRole('main')
    .getByText(says(`jobs.phase.${name}`, language), { exact: true })
    .first()

/** Selects all whom a search finds, and has the act judged. @param days of grace, where the act takes any */
export async function dryRun(page: Page, search: string, act: string, language: Spoken = 'en', days = '') {
  await page.getByRole('searchbox').fill(search)
  await expect(accountRows(page).first()).toContainText(search)
  await expect(accountRows(page).filter({ hasNotText: search })).toHaveCount(0)
  await button(page, 'jobs.select.all', language).click()
  await button(page, 'jobs.select.act', language).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: says(`jobs.act.${act}`, language), exact: true }).click()
  if (days) await dialog.getByRole('textbox', { name: says('jobs.choose.graceDays', language) }).fill(days)
  await dialog.getByRole('button', { name: says('jobs.choose.submit', language), exact: true }).click()
  await expect(jobTitle(page, says(`jobs.act.${act}`, language))).toBeVisible()
}

/** Gives the reason and does the main act of the page. */
export async function giveReason(page: Page, reason: string, act: 'ask' | 'start', language: Spoken = 'en') {
  await page.getByRole('textbox', { name: says('ask.reason', language) }).fill(reason)
  await button(page, `jobs.do.${act}`, language).click()
}

/** Opens the newest request that waits. */
export async function openRequest(page: Page, language: Spoken = 'en'): Promise<void> {
  const rail = page.getByRole('navigation')
  await rail.getByRole('link', { name: new RegExp(`^${says('jobs.title', language)}`) }).click()
  await page.getByRole('button', { name: new RegExp(`^${says('jobs.tabs.requests', language)}`) }).click()
  await accountRows(page).first().click()
  await expect(phase(page, 'asked', language)).toBeVisible()
}
export const approve = (page: Page, language: Spoken = 'en'): Promise<void> =>
  button(page, 'jobs.do.approve', language).click()

/** Saves the results. @returns the rows of the file, without its heading */
export async function saveResults(page: Page, who: Credentials, language: Spoken = 'en'): Promise<string[][]> {
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: says('jobs.file.title', language) })
  await dialog.getByRole('button', { name: says('jobs.file.save', language), exact: true }).click()
  const proof = page.getByRole('dialog', { name: says('stepUp.title', language) })
  await proof.getByLabel(says('stepUp.password', language), { exact: true }).fill(who.password)
  const saving = page.waitForEvent('download')
  await proof.getByRole('button', { name: says('stepUp.confirm', language), exact: true }).click()
  const records = readCsv(readFileSync(await (await saving).path()))
  await dialog.getByRole('button', { name: says('report.close', language), exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  return records.slice(records.findIndex((record) => record.length === 0) + 2)
}

/** By another person than whoever made the job: its dry run, then at once. */
export async function undo(page: Page, reason: string, language: Spoken = 'en'): Promise<void> {
  await button(page, 'jobs.undo.plan', language).click()
  await expect(jobTitle(page, matching('jobs.act.undo', language))).toBeVisible()
  await giveReason(page, reason, 'start', language)
}
