/** M26: who must have MFA and has it, today and on a past day, the list behind a number, and the file an auditor takes away. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { readCsv } from '../../oracles/csv'
import { closeExport, exportCsv, needed, openEnrollment, says } from '../pages/enrollment'
import { chooseLanguage, type Spoken } from '../pages/names'
import { signIn } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { expect, test, type DeskUnderTest } from '../support/desk-fixture'
import { rowsIn } from '../support/store'

test.setTimeout(180_000)

const withoutFactor = `state not in ('enrolled-otp', 'enrolled-email')`
const countIn = (desk: DeskUnderTest, where: string): number =>
  Number(rowsIn(desk, `select count(*) as n from accounts where ${where}`)[0]?.['n'])

/** Below the heading lines and the empty one. */
function rowsOf(file: Buffer): string[][] {
  const records = readCsv(file)
  return records.slice(records.findIndex((record) => record.length === 0) + 2)
}
/** The file is in the log: name, size, SHA-256, and who made it. */
function expectInLog(desk: DeskUnderTest, file: Buffer, name: string, role: string): void {
  const [row] = rowsIn(desk, `select * from audit where act = 'reports.make' order by no desc limit 1`)
  expect(row).toMatchObject({ result: 'done', actor_role: role })
  expect(JSON.parse(String(row?.['detail']))).toMatchObject({
    fileName: name,
    bytes: file.length,
    sha256: createHash('sha256').update(file).digest('hex'),
  })
}
/** What stands under the list of accounts: how many there are. */
const foot = (page: Page, count: number, language: Spoken) =>
  page.getByText(new RegExp(`(^|\\D)${count.toLocaleString(language)}\\D.* · `))
const leaveFields = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())

async function exported(
  desk: DeskUnderTest,
  page: Page,
  role: string,
  ...given: ['coverage' | 'accounts' | null, Spoken]
) {
  const [what, language] = given
  await leaveFields(page)
  const download = await exportCsv(page, what, desk.demoAccount(role).password, language)
  const file = readFileSync(await download.path())
  expectInLog(desk, file, download.suggestedFilename(), role)
  await closeExport(page, language)
  return rowsOf(file)
}

const walks: [string, Spoken][] = [
  ['administrator', 'en'],
  ['auditor', 'ja'],
  ['auditor', 'ko'],
]
for (const [role, language] of walks) {
  test(`M26 the ${role} sees who is enrolled, opens the list and takes it away, in ${language}`, async ({ desk }) => {
    const page = await desk.start({ demo: true })
    await chooseLanguage(page, language)
    await signIn(page, desk.demoAccount(role), language)
    await openEnrollment(page, language)
    const requiredNone = countIn(desk, `enabled = 1 and policy = 'required' and ${withoutFactor}`)

    await test.step('the numbers are those of the store', async () => {
      const line = says('enrollment.needs.requiredNone', language)
      expect(await needed(page, line)).toBe(requiredNone)
      const few = countIn(desk, 'enabled = 1 and codes_left <= 3')
      expect(await needed(page, says('enrollment.needs.fewCodes', language))).toBe(few)
      if (language === 'en') await expectAccessible(page, 'enrollment')
    })

    await test.step('the table as a file is the table on the page', async () => {
      const shown = await page.getByRole('table').first().locator('tbody tr').allInnerTexts()
      const rows = await exported(desk, page, role, 'coverage', language)
      expect(rows).toHaveLength(shown.length)
      const total = countIn(desk, `enabled = 1 and policy = 'required'`)
      expect(rows.at(-1)?.[1]).toBe(String(total))
    })

    await test.step('a number opens the list it counts, and the file holds that very set', async () => {
      await page.getByRole('link', { name: says('enrollment.needs.requiredNone', language) }).click()
      await expect(foot(page, requiredNone, language)).toBeVisible()
      const rows = await exported(desk, page, role, null, language)
      const wanted = rowsIn(
        desk,
        `select email from accounts where enabled = 1 and policy = 'required' and ${withoutFactor}`,
      ).map((row) => row['email'])
      expect(new Set(rows.map(([, email]) => email))).toEqual(new Set(wanted))
      expect(rows).toHaveLength(wanted.length)
    })

    await test.step('a chip taken away widens the list', async () => {
      const disabled = countIn(desk, `policy = 'required' and ${withoutFactor}`)
      await page.getByRole('button', { name: says('accounts.filters.enabled', language) }).click()
      await expect(foot(page, disabled, language)).toBeVisible()
    })
  })
}

test('M26 an auditor looks at a past day, compares it, and sees who is behind the numbers, by keys', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('auditor'))
  await leaveFields(page)
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await expect(page.getByRole('heading', { level: 1, name: 'Enrollment' })).toBeVisible()

  await test.step('D opens the calendar; a day is chosen', async () => {
    await page.keyboard.press('d')
    const calendar = page.getByRole('dialog', { name: /^As of/ })
    await expect(calendar.getByRole('gridcell').first()).toBeVisible()
    await expectAccessible(page, 'enrollment, calendar')
    await calendar.getByRole('button', { name: 'Previous month' }).click()
    await calendar.getByRole('button', { name: / 15, \d{4}/ }).click()
    await expect(page).toHaveURL(/day=\d{4}-\d{2}-15/)
    await expect(page.getByText('The last three are known of today only.')).toBeVisible()
  })

  await test.step('a number of that day opens who stood so', async () => {
    const link = page.getByRole('link', { name: /: Pending enrollment$/ }).first()
    const count = Number((await link.textContent())?.replace(/\D/g, ''))
    await link.click()
    await expect(page.getByRole('heading', { level: 1, name: /^Accounts at the end of/ })).toBeVisible()
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 1))
    await expectAccessible(page, 'accounts of a past day')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/accounts\/[a-z2-7]{26}/)
    await page.goBack()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { level: 1, name: 'Enrollment' })).toBeVisible()
  })

  await test.step('what changed since another day, and who', async () => {
    await page.evaluate(() => location.assign(location.hash + '&since=2026-01-31'))
    const link = page.getByRole('complementary').getByRole('link', { name: /: Joined$/ })
    const count = Number((await link.textContent())?.replace(/\D/g, ''))
    expect(count).toBeGreaterThan(0)
    await link.click()
    await expect(page.getByRole('heading', { level: 1, name: /^Joined,/ })).toBeVisible()
    await leaveFields(page)
    const download = await exportCsv(page, null, desk.demoAccount('auditor').password)
    expect(rowsOf(readFileSync(await download.path()))).toHaveLength(count)
    await closeExport(page)
  })

  await test.step('before the first event the page says so', async () => {
    await page.evaluate(() => location.assign('#/enrollment?day=2020-01-31'))
    await expect(page.getByText(/^Events are kept from/)).toBeVisible()
    await expectAccessible(page, 'enrollment, before all events')
  })
})
