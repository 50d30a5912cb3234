/** Accounts from a CSV through the screen: a Japanese spreadsheet, the same file again, a large one, a cancelled one, bad ones. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { accountsCsv, knownPerson } from '../../samples/generate-accounts'
import { accountRows, openAccounts, searchBox } from '../pages/accounts'
import { auditRow, openAuditLog } from '../pages/audit-log'
import { beginWrite, csvFile, importButton, lineOf, openImport, preview, takeFile, written } from '../pages/import'
import { keiko } from '../pages/people'
import { firstStart } from '../pages/welcome'
import { expectAccessible } from '../support/axe'
import { expect, test, type DeskUnderTest, type HostName } from '../support/desk-fixture'

const sample = resolve(import.meta.dirname, '../../samples/accounts-shift-jis.csv')
/** The shell shows the same list of the same desk: a part of them is enough to see that it does. */
const linesOn = (host: HostName): number => (host === 'loopback' ? 100_000 : 30_000)
/** How many rows of a list may stand in the page at once. */
const rowsMost = 120

async function startAtImport(desk: DeskUnderTest): Promise<Page> {
  const page = await desk.start()
  await firstStart(page, keiko)
  await openImport(page)
  return page
}

test('a Shift_JIS file: seven come in, lines 9, 10 and 12 are refused by name, and again it updates', async ({
  desk,
}) => {
  const page = await startAtImport(desk)
  await expectAccessible(page, 'import, file')
  await takeFile(page, sample)
  await expect(page.getByText('Encoding Shift_JIS and separator comma were found out')).toBeVisible()
  await expectAccessible(page, 'import, columns')

  await test.step('the preview names each refused line and why', async () => {
    expect(await preview(page)).toEqual({ new: 7, changed: 0, same: 0, refused: 3 })
    await expect(lineOf(page, 9)).toContainText('Same address as line 2')
    await expect(lineOf(page, 10)).toContainText('not an address')
    await expect(lineOf(page, 12)).toContainText('emperor')
    await expect(lineOf(page, 3)).toContainText('髙橋 二')
    await expect(page.getByText('Nothing is written yet')).toBeVisible()
    await expectAccessible(page, 'import, preview')
  })

  await test.step('seven come in; staff roles among them ask for the password once more', async () => {
    await beginWrite(page)
    const ask = page.getByRole('dialog', { name: 'Your password once more' })
    await expect(ask).toBeVisible()
    await expectAccessible(page, 'step-up')
    await ask.getByLabel('Password', { exact: true }).fill(keiko.password)
    await ask.getByRole('button', { name: 'Confirm' }).click()
    expect(await written(page)).toEqual({ new: 7, changed: 0, same: 0, refused: 3 })
    await expectAccessible(page, 'import, done')
  })

  await test.step('the refused lines are taken away as they stood, with number and reason', async () => {
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save refused lines' }).click()
    const download = await saving
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(readFileSync(await download.path()))
    const lines = text.split('\r\n').filter(Boolean)
    expect(lines).toHaveLength(4)
    for (const [at, number, email] of [
      [1, '9', 'TANAKA@corp.example'],
      [2, '10', 'not-an-address'],
      [3, '12', 'king@corp.example'],
    ] as const) {
      expect(lines[at]).toContain(email)
      expect(lines[at]).toMatch(new RegExp(`(^|,)"?${number}"?(,|$)`))
    }
  })

  await test.step('the formula stays data', async () => {
    await openAccounts(page)
    await searchBox(page).fill('formula@corp')
    await expect(accountRows(page).filter({ hasText: 'formula@corp.example' })).toContainText('=HYPERLINK("x")')
  })

  await test.step('the same file again changes nothing and doubles nobody', async () => {
    await openImport(page)
    const again = page.getByRole('button', { name: 'Import another file' })
    if (await again.isVisible()) await again.click()
    await takeFile(page, sample)
    expect(await preview(page)).toEqual({ new: 0, changed: 0, same: 7, refused: 3 })
    await expect(importButton(page)).toBeDisabled()
  })

  await test.step('with another department in one line it updates that account and no other', async () => {
    await page.getByRole('button', { name: 'Cancel import' }).click()
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(readFileSync(sample))
    // an ordinary user's: no step-up is asked for
    const changed = text.replace('経理部', '情報システム部')
    expect(changed).not.toBe(text)
    await takeFile(page, csvFile('again.csv', changed))
    expect(await preview(page)).toEqual({ new: 0, changed: 1, same: 6, refused: 3 })
    await beginWrite(page)
    expect(await written(page)).toEqual({ new: 0, changed: 1, same: 6, refused: 3 })
    await openAccounts(page)
    await searchBox(page).fill('情報システム部')
    await expect(accountRows(page)).toHaveCount(1)
  })
})

test('very many lines: cancel leaves nothing, then all come in; End, few row elements, a name of two characters', async ({
  desk,
  hostName,
}) => {
  test.setTimeout(240_000)
  const manyLines = linesOn(hostName)
  const page = await startAtImport(desk)
  const file = csvFile('accounts.csv', accountsCsv(manyLines))
  const good = { new: manyLines, changed: 0, same: 0, refused: 0 }

  await test.step('cancelled while it writes, it leaves nothing', async () => {
    await takeFile(page, file)
    expect(await preview(page, 120_000)).toEqual(good)
    await beginWrite(page)
    await expect(page.getByRole('progressbar')).toBeVisible()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(page.getByText('The import was cancelled. Nothing of it was written.')).toBeVisible()
    await openAuditLog(page)
    await expect(auditRow(page, 'Cancel the import', 'Done')).toHaveCount(1)
    await openAccounts(page)
    await expect(accountRows(page)).toHaveCount(1)
  })

  await test.step('all of them come in', async () => {
    await openImport(page)
    await takeFile(page, file)
    expect(await preview(page, 120_000)).toEqual(good)
    await beginWrite(page)
    const bar = page.getByRole('progressbar')
    await expect(bar).toBeVisible()
    await expectAccessible(page, 'import, running')
    await expect(bar, 'it was still running').toBeVisible()
    expect(await written(page, 120_000)).toEqual(good)
  })

  await test.step('End reaches the last row, and few rows stand in the page', async () => {
    await openAccounts(page)
    const grid = page.getByRole('grid', { name: 'Accounts' })
    // the administrator and the head count too
    await expect(grid).toHaveAttribute('aria-rowcount', String(manyLines + 2))
    await accountRows(page).first().focus()
    await page.keyboard.press('End')
    const last = grid.locator(`[role=row][aria-rowindex="${manyLines + 2}"]`)
    await expect(last).toBeFocused()
    // after the box that selects it comes the name
    await expect(last.getByRole('gridcell').nth(1)).toHaveText(/\S/)
    expect(await page.getByRole('row').count()).toBeLessThanOrEqual(rowsMost)
    await page.keyboard.press('Home')
    await expect(grid.locator('[role=row][aria-rowindex="2"]')).toBeFocused()
  })

  await test.step('a given name of two characters finds its person', async () => {
    await searchBox(page).fill(knownPerson.givenName)
    await expect(accountRows(page)).toHaveCount(1)
    await expect(accountRows(page)).toContainText(knownPerson.email)
  })
})

test('bad files get a clear sentence and write nothing', async ({ desk }) => {
  const page = await startAtImport(desk)
  const half = readFileSync(resolve(import.meta.dirname, '../../samples/accounts-directory-export.csv')).subarray(
    0,
    5000,
  )
  const bad: [string, string | Buffer, RegExp][] = [
    ['empty.csv', '', /file is empty/],
    ['binary.csv', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 8, 0, 0xff, 0xfe, 0, 1, 2, 3]), /not a text file/],
    ['header.csv', 'email,name\r\n', /header line and nothing under it/],
    ['half.csv', half, /quote in line \d+ is never closed/],
  ]
  for (const [name, content, sentence] of bad) {
    await takeFile(page, csvFile(name, content))
    await expect(page.getByText(sentence), name).toBeVisible()
    await expect(page.getByRole('button', { name: 'Preview' })).toHaveCount(0)
  }
  await expectAccessible(page, 'import, refused file')
  await openAccounts(page)
  await expect(accountRows(page)).toHaveCount(1)
})
