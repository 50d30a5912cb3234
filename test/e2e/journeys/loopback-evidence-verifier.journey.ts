/** The page of an evidence pack, opened from a file with the network off: good packs, 306 broken ones, three languages, keyboard, paper. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { buildVerifier } from '../../../src-main/build-verifier'
import { brokenPacks, breaks, type BrokenPack } from '../../verifier/broken-packs'
import { madeUpPack, pageOf, type Blocks, type Wish } from '../../verifier/made-up-pack'

const top = resolve(import.meta.dirname, '../../..')
const each = 34
/** As `madeUpPack` makes it, from hand to hand. */
let given = ''
let folder = ''
let template = ''
const requests: string[] = []
const complaints: string[] = []

/** A page that reaches nothing: whatever it asks for beside its own file is noted and not answered. */
async function cutOff(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext(options)
  await context.setOffline(true)
  await context.route('**/*', (route) => {
    const url = route.request().url()
    if (url.startsWith(pathToFileURL(folder).href)) return route.continue()
    requests.push(url)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`))
  return page
}

const verdict = (page: Page) => page.locator('#verdict')

async function open(page: Page, blocks: Partial<Blocks>, name = 'verify.html'): Promise<void> {
  writeFileSync(join(folder, name), pageOf(template, blocks))
  await page.goto(pathToFileURL(join(folder, name)).href)
  await expect(verdict(page)).toBeVisible()
}

const openGood = async (page: Page, wish: Wish): Promise<void> => open(page, (await madeUpPack(wish)).blocks)

/** What the page says of the first bad row, once the fingerprint that was given is typed: in one go, for it is done often. */
async function firstBad(page: Page, { blocks }: BrokenPack): Promise<string | null> {
  writeFileSync(join(folder, 'broken.html'), pageOf(template, blocks))
  await page.goto(pathToFileURL(join(folder, 'broken.html')).href, { waitUntil: 'commit' })
  const said = await page.waitForFunction((typed) => {
    if (document.getElementById('verdict') === null) return null
    const field = document.querySelector<HTMLInputElement>('#given')
    if (field !== null) {
      field.value = typed
      field.dispatchEvent(new Event('input'))
    }
    return { no: document.getElementById('verdict')?.dataset['firstBad'] ?? null }
  }, given)
  return (await said.jsonValue())?.no ?? null
}

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-verifier-'))
  template = await buildVerifier(top)
  const page = await cutOff(browser)
  await openGood(page, {})
  given = (await page.locator('#fingerprint').textContent()) ?? ''
  await page.context().close()
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))
test.afterEach(() => {
  expect(requests).toEqual([])
  expect(complaints).toEqual([])
})

test('good packs are well, and all is well once the fingerprint is compared', async ({ browser }) => {
  const page = await cutOff(browser)
  const wishes: Wish[] = [
    {},
    { cutTo: 40 },
    { to: 90 },
    { anchoredTo: 64 },
    { anchorEach: 0 },
    { rows: 1 },
    { storeName: '営業本部 </script><script>alert(1)</script>', madeBy: '<img src=x onerror=alert(1)>' },
  ]
  for (const wish of wishes) {
    await openGood(page, wish)
    await expect(verdict(page)).toHaveAttribute('data-outcome', 'well')
    await expect(page.locator('[data-check][data-state=passed]')).toHaveCount(7)
    await page.getByLabel('Fingerprint you were given').fill(given.toUpperCase().replaceAll(' ', '-'))
    await expect(verdict(page)).toHaveAttribute('data-outcome', 'wellAndKey')
    await expect(page.getByRole('heading', { name: 'All is well' })).toBeVisible()
  }
  await openGood(page, { anchoredTo: 64, cutTo: 20 })
  await expect(page.locator('#anchored')).toHaveText('rows 21 to 64')
  await expect(page.locator('#unanchored')).toHaveText('rows 65 to 120')
  await expect(page.getByText('Rows 1 to 20 were exported and removed')).toBeVisible()
  await page.context().close()
})

test(`${each * breaks.length} broken packs are found, each with its first bad row`, async ({ browser }) => {
  const page = await cutOff(browser)
  const packs = await brokenPacks(each)
  expect(packs.length).toBeGreaterThanOrEqual(300)
  const wrong: string[] = []
  for (const pack of packs) {
    const said = await firstBad(page, pack)
    if (said !== String(pack.firstBad))
      wrong.push(`${pack.what}, ${pack.way}, ${pack.seed}: ${said}, not ${pack.firstBad}`)
  }
  expect(wrong).toEqual([])
  await page.context().close()
})

test('a page that does not look at anchors does not pass here', async ({ browser }) => {
  const page = await cutOff(browser)
  const whole = template
  template = await buildVerifier(top, [
    {
      name: 'no-anchors',
      transform: (code, id) =>
        id.endsWith('/check-anchors.ts') ? `${code.replace('findings.push(', 'void (')}` : undefined,
    },
  ])
  const packs = (await brokenPacks(8)).filter(({ what }) => what === "another pack's anchor")
  const told = []
  for (const pack of packs) told.push((await firstBad(page, pack)) === String(pack.firstBad))
  template = whole
  expect(told).toContain(false)
  await page.context().close()
})

test('data without a pack, and a page without data, say so', async ({ browser }) => {
  const page = await cutOff(browser)
  await open(page, {})
  await expect(verdict(page)).toHaveAttribute('data-outcome', 'noPack')
  const { blocks } = await madeUpPack()
  await open(page, { ...blocks, 'manifest.json': 'x' })
  await expect(verdict(page)).toHaveAttribute('data-first-bad', '1')
  await page.context().close()
})

for (const [language, heading, other] of [
  ['en', 'Nothing was changed', '日本語'],
  ['ja', '変更はありません', '한국어'],
  ['ko', '변경된 것이 없습니다', 'English'],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`begins in the language of its maker: ${language}, ${colorScheme}`, async ({ browser }) => {
      const page = await cutOff(browser, { colorScheme, locale: 'de-DE' })
      await openGood(page, { language, cutTo: 20 })
      await expect(page.getByRole('heading', { name: heading })).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      const broken = (await brokenPacks(1))[0]!
      await open(page, { ...broken.blocks, 'manifest.json': broken.blocks['manifest.json'] })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      // by keyboard: the languages come first
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.getByRole('button', { name: other }).focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: other })).toBeFocused()
      await expect(page.getByRole('button', { name: other })).toHaveAttribute('aria-pressed', 'true')
      await page.context().close()
    })
  }
}

test('the plain files beside it are compared, and the page prints', async ({ browser }) => {
  const page = await cutOff(browser)
  const { blocks } = await madeUpPack()
  await open(page, blocks)
  const files = Object.entries({ ...blocks, 'anchors.jsonl': 'x', 'other.txt': 'x' }).map(([name, text]) => ({
    ...{ name, mimeType: 'text/plain', buffer: Buffer.from(text) },
  }))
  await page.getByLabel('Choose files').setInputFiles(files.filter(({ name }) => !name.startsWith('manifest')))
  await expect(page.locator('[data-beside=same]')).toHaveCount(7)
  await expect(page.locator('[data-beside=other]')).toHaveText(['anchors.jsonl: not the same'])
  await expect(page.locator('[data-beside=unknown]')).toHaveText(['other.txt: not of this pack'])
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(verdict(page)).toBeVisible()
  await page.context().close()
})
