/** An auditor at the log: narrows it down, keeps a search, walks it by keys to both ends, in three languages; the store says the same. */
import type { Page } from '@playwright/test'
import { auditRow, inFilter, openAuditLog, rowInFull, rowsSaid } from '../pages/audit-log'
import { chooseLanguage, type Spoken } from '../pages/names'
import { signIn } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { expect, test, type DeskUnderTest } from '../support/desk-fixture'
import { rowsIn } from '../support/store'

test.setTimeout(180_000)

const countIn = (desk: DeskUnderTest, where: string): number =>
  Number(rowsIn(desk, `select count(*) as count from audit where ${where}`)[0]?.['count'])
const rowsOf = (count: number) =>
  count === 1 ? '1 row' : count === 0 ? 'no row' : `${count.toLocaleString('en')} rows`
const grid = (page: Page) => page.getByRole('grid')
/** Number of the row the keys act on. */
const selected = async (page: Page): Promise<number> =>
  Number((await grid(page).locator('[aria-selected=true]').getAttribute('data-no')) ?? 0)

test('an auditor narrows the log down, keeps the search, and comes back to it', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('auditor')
  await signIn(page, who)
  await openAuditLog(page)

  await test.step('all rows are counted as the store has them', async () => {
    await expect(rowsSaid(page)).toHaveText(rowsOf(countIn(desk, '1')))
  })

  await test.step('result and act', async () => {
    await inFilter(page, 'Result', (menu) => menu.getByRole('radio', { name: 'Failed' }).click())
    await expect(rowsSaid(page)).toHaveText(rowsOf(countIn(desk, `result = 'failed'`)))
    await inFilter(page, 'Act', async (menu) => {
      await menu.getByRole('button', { name: 'Act' }).click()
      await page.getByRole('option', { name: 'Verify OTP key', exact: true }).click()
    })
    const where = `result = 'failed' and act = 'otp.verify'`
    expect(countIn(desk, where)).toBeGreaterThan(0)
    await expect(rowsSaid(page)).toHaveText(rowsOf(countIn(desk, where)))
    await expect(auditRow(page, 'Verify OTP key', 'Failed').first()).toBeVisible()
    await expect(auditRow(page, 'Done')).toHaveCount(0)
    await expectAccessible(page, 'audit log, narrowed down')
  })

  await test.step('the search is kept by name, one name once', async () => {
    await page.getByRole('button', { name: 'Saved' }).click()
    await page.getByRole('menuitem', { name: 'Save this search' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Wrong tokens')
    await expectAccessible(page, 'saving a search')
    await dialog.getByRole('button', { name: 'Save search' }).click()
    await expect(dialog).toHaveCount(0)
    await page.getByRole('button', { name: 'Saved' }).click()
    await page.getByRole('menuitem', { name: 'Save this search' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('wrong TOKENS')
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('You have a search of this name')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
    expect(rowsIn(desk, 'select name, filter from saved_searches')).toEqual([
      { name: 'Wrong tokens', filter: JSON.stringify({ act: 'otp.verify', result: 'failed' }) },
    ])
  })

  await test.step('a person, by part of the name and as the account', async () => {
    await page.getByRole('button', { name: 'Show all rows' }).click()
    const [row] = rowsIn(
      desk,
      `select account_name, account_id, count(*) as count from audit
       where act = 'otp.reissue' and account_id is not null group by account_id order by count desc, account_id limit 1`,
    )
    const name = String(row?.['account_name'])
    const id = String(row?.['account_id'])
    // Rows of imports that made or changed it, too.
    const about = `account_id = '${id}' or no in (select no from audit_about where account_id = '${id}')`
    await inFilter(page, 'Account', async (menu) => {
      await menu.getByRole('textbox', { name: 'Account' }).fill(name)
      await menu.getByRole('list', { name: 'Accounts that fit' }).getByRole('button').first().waitFor()
      await expectAccessible(page, 'audit log, choosing an account')
    })
    await expect(auditRow(page, 'Re-issue OTP key', name).first()).toBeVisible()
    await auditRow(page, 'Re-issue OTP key', name).first().click()
    await rowInFull(page)
      .getByRole('button', { name: `All rows about ${name}` })
      .click()
    await expect(rowsSaid(page)).toHaveText(rowsOf(countIn(desk, about)))
    await expect(rowInFull(page).getByRole('link', { name })).toHaveAttribute('href', /accounts/)
  })

  await test.step('host and today', async () => {
    await page.getByRole('button', { name: 'Show all rows' }).click()
    await inFilter(page, 'Time', (menu) => menu.getByRole('radio', { name: 'Today' }).click())
    await inFilter(page, 'Host', async (menu) => {
      await menu
        .getByRole('radio', { name: /^(browser|window)$/ })
        .first()
        .click()
    })
    await expect(
      page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Time: Today' }),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Show all rows' }).first().click()
  })

  await test.step('by keys: to the oldest row and back, without loading all between', async () => {
    const last = countIn(desk, '1')
    await page.getByRole('button', { name: 'Newest rows' }).click()
    await auditRow(page, 'Sign in').first().click()
    await grid(page).focus()
    await page.keyboard.press('End')
    await expect.poll(() => selected(page)).toBe(1)
    await expect(rowInFull(page)).toContainText('Before')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => selected(page)).toBe(2)
    await page.keyboard.press('Home')
    await expect.poll(() => selected(page)).toBeGreaterThanOrEqual(last)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(rowInFull(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(grid(page)).toBeFocused()
    await page.keyboard.press('f')
    await expect(page.getByRole('dialog').getByRole('radio', { name: 'Any time' })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('at 1024 × 700 the filters are one menu', async () => {
    await page.setViewportSize({ width: 1024, height: 700 })
    await expect(page.getByRole('group', { name: 'Filters' }).getByRole('button')).toHaveCount(1)
    await inFilter(page, 'Filter', async (menu) => {
      await expectAccessible(page, 'audit log, folded filters')
      await menu.getByRole('radio', { name: 'Refused' }).click()
    })
    await expect(rowsSaid(page)).toHaveText(rowsOf(countIn(desk, `result = 'refused'`)))
    await expect(page.getByRole('columnheader', { name: 'Reason' })).toBeHidden()
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  await test.step('the kept search is used, and forgotten', async () => {
    await page.reload()
    await openAuditLog(page)
    await page.getByRole('button', { name: 'Saved' }).click()
    await page.getByRole('menuitem', { name: 'Wrong tokens' }).click()
    await expect(rowsSaid(page)).toHaveText(rowsOf(countIn(desk, `result = 'failed' and act = 'otp.verify'`)))
    await page.getByRole('button', { name: 'Saved' }).click()
    await page.getByRole('menuitem', { name: 'Forget' }).click()
    await page.getByRole('menuitem', { name: 'Wrong tokens' }).last().click()
    await expect.poll(() => rowsIn(desk, 'select name from saved_searches')).toEqual([])
    const acts = rowsIn(desk, `select act from audit where act like 'audit.%Search' order by no`)
    expect(acts.map(({ act }) => act)).toEqual(['audit.saveSearch', 'audit.saveSearch', 'audit.forgetSearch'])
  })
})

const inOtherWords = {
  ja: { filters: '絞り込み', result: '結果', refused: '拒否', saved: '保存した検索' },
  ko: { filters: '필터', result: '결과', refused: '거부', saved: '저장한 검색' },
} as const

/** Words that stand on a page in another script than that of the language: left behind in English. */
const latinSentence = /\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\b/

for (const language of ['ja', 'ko'] as const satisfies readonly Spoken[]) {
  test(`the audit log in ${language}`, async ({ desk }) => {
    const page = await desk.start({ demo: true })
    const words = inOtherWords[language]
    await chooseLanguage(page, language)
    await signIn(page, desk.demoAccount('auditor'), language)
    await page.locator('nav a[href$="/audit-log"]').click()
    await expect(grid(page).getByRole('row').nth(3)).toBeVisible()
    await page.getByRole('group', { name: words.filters }).getByRole('button', { name: words.result }).click()
    await expectAccessible(page, `filter in ${language}`)
    await page.getByRole('radio', { name: words.refused }).click()
    await page.keyboard.press('Escape')
    const refused = countIn(desk, `result = 'refused'`)
    await expect(rowsSaid(page)).toHaveText(`${refused}${language === 'ja' ? '行' : '행'}`)
    await expect(page.getByRole('button', { name: words.saved })).toBeVisible()
    const reasons = rowsIn(desk, 'select distinct reason from audit').map(({ reason }) => String(reason))
    const said = reasons.reduce(
      (text, reason) => (reason === '' ? text : text.replaceAll(reason, '')),
      await page.getByRole('main').innerText(),
    )
    expect(said.replaceAll(/Demo [a-z]+/g, '')).not.toMatch(latinSentence)
    await expectAccessible(page, `audit log in ${language}`)
  })
}
