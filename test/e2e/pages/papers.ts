/** Recovery-code files of many: a job over selected accounts, its papers taken, and a file that is checked. */
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { called, type Spoken } from './names'
import type { Credentials } from './sign-in'

interface Said {
  readonly selectAll: RegExp
  readonly chooseAct: RegExp
  readonly dryRun: string
  readonly start: RegExp
  readonly takeFiles: string
  readonly saveZip: string
  readonly current: string
  readonly left: RegExp
}
const said: Record<Spoken, Said> = {
  en: {
    ...{ selectAll: /^Select (all|the)/, chooseAct: /^Choose an act/, dryRun: 'Dry run', start: /^Start for/ },
    ...{ takeFiles: 'Take the files', saveZip: 'Save the zip' },
    ...{ current: 'Current', left: /9 codes left/ },
  },
  ja: {
    ...{ selectAll: /件すべてを選択$/, chooseAct: /^操作を選ぶ/, dryRun: '予行', start: /件で開始$/ },
    ...{ takeFiles: 'ファイルを受け取る', saveZip: 'zipファイルを保存' },
    ...{ current: '有効', left: /残りのコード: 9個/ },
  },
  ko: {
    ...{ selectAll: /개 모두 선택$/, chooseAct: /^할 일 선택/, dryRun: '예행', start: /개 시작$/ },
    ...{ takeFiles: '파일 받기', saveZip: 'zip 파일 저장' },
    ...{ current: '유효', left: /남은 코드: 9개/ },
  },
}

export const paperWords = (language: Spoken): Said => said[language]

/** Answers the question for the password, which taking papers asks each time. */
export async function provePassword(page: Page, { password }: Credentials): Promise<void> {
  const ask = page.getByRole('dialog').filter({ has: page.locator('input[type=password]') })
  await ask.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
}

/** New recovery codes for all who are found by `text`, from the list of accounts to the end of the job. */
export async function renewCodesOf(page: Page, text: string, many: number, language: Spoken = 'en'): Promise<void> {
  const words = said[language]
  await page.getByRole('link', { name: called('accounts', language), exact: true }).click()
  await page.getByRole('searchbox', { name: called('searchAccounts', language) }).fill(text)
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(many + 1)
  await page.getByRole('button', { name: words.selectAll }).click()
  await page.getByRole('button', { name: words.chooseAct }).click()
  const choice = page.getByRole('dialog')
  await choice.getByRole('radio', { name: called('newCodes', language), exact: true }).click()
  await choice.getByRole('button', { name: words.dryRun, exact: true }).click()
  await page.getByRole('textbox', { name: called('reason', language) }).fill('Files for the safe')
  await page.getByRole('button', { name: words.start }).click()
  // they are there once the job has ended
  await expect(page.getByRole('button', { name: words.takeFiles })).toBeVisible()
}

/** Takes the files of a job as a zip. @returns it, and the passphrase as it stands on the page, once */
export async function takeZip(
  page: Page,
  who: Credentials,
  language: Spoken = 'en',
): Promise<{ fileName: string; zip: Buffer; passphrase: string }> {
  const words = said[language]
  await page.getByRole('button', { name: words.takeFiles }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: words.saveZip, exact: true }).click()
  await provePassword(page, who)
  const download = await saving
  const zip = readFileSync(await download.path())
  const dialog = page.getByRole('dialog')
  const passphrase = (await dialog.locator('[data-passphrase]').innerText()).trim()
  await dialog.getByRole('checkbox').click()
  await dialog.getByRole('button', { name: called('close', language), exact: true }).click()
  await expect(dialog).toHaveCount(0)
  return { fileName: download.suggestedFilename(), zip, passphrase }
}

export interface GivenFile {
  readonly name: string
  readonly text: string
}

/** Opens the page of the recovery codes by the link of the accounts page. */
export async function openRecoveryCodes(page: Page, language: Spoken = 'en'): Promise<void> {
  await page.getByRole('link', { name: called('accounts', language), exact: true }).click()
  await page.getByRole('link', { name: called('recoveryCodes', language), exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: called('recoveryCodes', language) })).toBeVisible()
}

/** Chooses files to be checked. @returns what the page says of each, the last one chosen first */
export async function checkFiles(page: Page, files: readonly GivenFile[]): Promise<string[]> {
  const given = files.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }))
  await page.locator('[data-check-input]').setInputFiles(given)
  const verdicts = page.locator('[data-verdict]')
  await expect(verdicts).toHaveCount(files.length)
  return verdicts.allInnerTexts()
}
