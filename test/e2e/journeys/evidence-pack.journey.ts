/** An auditor makes an evidence pack at the window; unpacked elsewhere, its page says alone that all is well, in their language. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Locator, Page } from '@playwright/test'
import { openAuditLog } from '../pages/audit-log'
import { chooseLanguage, type Spoken } from '../pages/names'
import { signIn } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { expect, test } from '../support/desk-fixture'
import { rowsIn } from '../support/store'

test.setTimeout(240_000)

interface Said {
  readonly open: string
  readonly reason: string
  readonly rows: string
  readonly first: string
  readonly make: string
  readonly password: string
  readonly confirm: string
  readonly close: string
  readonly well: string
  readonly given: string
  readonly allWell: string
}
const said: Record<Spoken, Said> = {
  en: {
    ...{ open: 'Evidence pack', reason: 'Reason', rows: 'Row numbers', first: 'First row', make: 'Make the pack' },
    ...{ password: 'Password', confirm: 'Confirm', close: 'Close', well: 'Nothing was changed' },
    ...{ given: 'Fingerprint you were given', allWell: 'All is well' },
  },
  ja: {
    ...{ open: '証跡パック', reason: '理由', rows: '行番号', first: '最初の行', make: '証跡パックを作る' },
    ...{ password: 'パスワード', confirm: '確認', close: '閉じる', well: '変更はありません' },
    ...{ given: '受け取ったフィンガープリント', allWell: '問題ありません' },
  },
  ko: {
    ...{ open: '증거 팩', reason: '사유', rows: '행 번호', first: '첫 행', make: '증거 팩 만들기' },
    ...{ password: '비밀번호', confirm: '확인', close: '닫기', well: '변경된 것이 없습니다' },
    ...{ given: '전달받은 지문', allWell: '이상 없습니다' },
  },
}

let folder = ''
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-evidence-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Proves the password for this very pack, and saves what comes. @returns the file. */
async function savePack(page: Page, dialog: Locator, words: Said, secret: string): Promise<string> {
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: words.make, exact: true }).click()
  const ask = page.getByRole('dialog').filter({ has: page.locator('input[type=password]') })
  await ask.getByLabel(words.password, { exact: true }).fill(secret)
  await page.keyboard.press('Enter')
  const download = await saving
  const file = join(folder, download.suggestedFilename())
  await download.saveAs(file)
  return file
}

/** By Python, which knows nothing of what packed it. @returns the folder. */
function unpack(file: string, into: string): string {
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])'
  expect(spawnSync('python3', ['-c', script, file, into], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  })
  return into
}

/** The page of a pack in a browser that reaches nothing. */
async function openCutOff(browser: Browser, file: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'de-DE' })
  await context.setOffline(true)
  const page = await context.newPage()
  await page.goto(pathToFileURL(file).href)
  return page
}

for (const language of ['en', 'ja', 'ko'] as const) {
  test(`an auditor makes an evidence pack, and it proves itself elsewhere: ${language}`, async ({ desk, browser }) => {
    const words = said[language]
    const page = await desk.start({ demo: true })
    const who = desk.demoAccount('auditor')
    if (language !== 'en') await chooseLanguage(page, language)
    await signIn(page, who, language)
    if (language === 'en') await openAuditLog(page)
    else await page.evaluate(() => void (location.hash = '#/audit-log'))
    await expect(page.getByRole('button', { name: words.open, exact: true })).toBeVisible()

    // the letter of the page, as the status line says, or the button
    if (language === 'ko') {
      // nobody types: letters are acts
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('p')
    } else await page.getByRole('button', { name: words.open, exact: true }).click()
    const dialog = page.getByRole('dialog').filter({ has: page.getByRole('heading', { name: words.open }) })
    if (language === 'en') {
      await expectAccessible(page, 'the dialog of an evidence pack')
      await dialog.getByRole('button', { name: words.make, exact: true }).click()
      await expect(dialog).toContainText('Say why.')
    }
    await dialog.getByRole('textbox', { name: words.reason }).fill('the audit of March </script>')
    await dialog.getByRole('radio', { name: words.rows }).click()
    await dialog.getByRole('spinbutton', { name: words.first }).fill('5')
    const file = await savePack(page, dialog, words, who.password)
    const bytes = readFileSync(file)
    const sha256 = createHash('sha256').update(bytes).digest('hex')

    await test.step('the dialog, the audit row and the file say the same', async () => {
      await expect(dialog).toContainText(sha256)
      await expect(dialog).toContainText(file.split('/').at(-1) ?? '')
      const [row] = rowsIn(desk, `select actor_name, reason, detail from audit where act = 'evidence.make'`)
      expect(row).toMatchObject({ reason: 'the audit of March </script>' })
      const detail = JSON.parse(String(row?.['detail'])) as Record<string, unknown>
      expect(detail).toMatchObject({ sha256, bytes: bytes.length, from: 5 })
      expect(file).toContain(`mfa-desk-evidence-5-${String(detail['to'])}.zip`)
      if (language === 'en') await expectAccessible(page, 'an evidence pack that was made')
    })

    const fingerprint = /[0-9a-f]{4}( [0-9a-f]{4}){3}/.exec((await dialog.textContent()) ?? '')?.[0] ?? ''
    expect(fingerprint).not.toBe('')
    await dialog.getByRole('button', { name: words.close, exact: true }).click()
    await expect(page.getByRole('button', { name: words.open, exact: true })).toBeFocused()

    await test.step('its page says so where there is nothing else', async () => {
      const alone = await openCutOff(browser, join(unpack(file, folder), 'verify.html'))
      await expect(alone.getByRole('heading', { name: words.well })).toBeVisible()
      await expect(alone.locator('html')).toHaveAttribute('lang', language)
      await alone.getByLabel(words.given).fill(fingerprint)
      await expect(alone.getByRole('heading', { name: words.allWell })).toBeVisible()
      await alone.context().close()
    })
  })
}

test('whoever may not export evidence is not offered it', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('helpdesk'))
  await page.evaluate(() => void (location.hash = '#/audit-log'))
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Evidence pack' })).toHaveCount(0)
})
