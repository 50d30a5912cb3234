/** An administrator lets old rows of the log go: into a pack first, which is shown again as it was saved; the chain holds from there. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openAuditLog } from '../pages/audit-log'
import { keiko } from '../pages/people'
import { signIn } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { expect, test } from '../support/desk-fixture'
import { dayMs, livePast } from '../support/own-past'
import { rowsIn } from '../support/store'

let folder = ''
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mfa-desk-retention-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function provePassword(page: Page): Promise<void> {
  const again = page.getByRole('dialog', { name: 'Your password once more' })
  await again.getByLabel('Password', { exact: true }).fill(keiko.password)
  await again.getByRole('button', { name: 'Confirm' }).click()
}
const instant = (ago: number): string => new Date(Date.now() - ago * dayMs).toISOString()

test('an administrator removes old rows of the log, against the pack that holds them', async ({ desk }) => {
  await livePast(desk, [40, 30, 20, 10])
  const page = await desk.start()
  await signIn(page, keiko)
  // of the rows of 40 and of 30 days ago; no zone of the site moves a day across that far
  const [old] = rowsIn(desk, 'select max(no) as no, max(at) as at from audit where at < ?', instant(28))
  const to = Number(old?.['no'])
  expect(to).toBeGreaterThan(2)
  const kept = rowsIn(desk, 'select * from audit where no > ? order by no', String(to))
  await page.evaluate(() => void (location.hash = '#/settings/retention'))
  await expect(page.getByRole('heading', { level: 2, name: 'Retention' })).toBeVisible()

  await test.step('a day is picked, and which rows that means is said', async () => {
    await expect(page.getByText('from row 1,')).toBeVisible()
    const day = page.getByLabel('Remove rows up to and including')
    await day.fill(instant(60).slice(0, 10))
    await expect(page.getByText('There are no rows up to that day.')).toBeVisible()
    await day.fill(instant(25).slice(0, 10))
    await expect(page.getByText(`Rows 1 to ${to}, the last of`)).toBeVisible()
  })
  const make = page.getByRole('button', { name: 'Make the pack' })
  const remove = page.getByRole('button', { name: `Remove rows 1 to ${to}` })

  const file = await test.step('without a reason there is no pack; with one it is saved', async () => {
    await expect(make).toBeDisabled()
    await page.getByRole('textbox', { name: 'Reason' }).fill('kept for two years')
    const saving = page.waitForEvent('download')
    await make.click()
    await provePassword(page)
    const download = await saving
    const saved = join(folder, download.suggestedFilename())
    await download.saveAs(saved)
    await expect(remove).toBeDisabled()
    await expectAccessible(page, 'retention, a pack was made')
    return saved
  })
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  await expect(page.getByText(sha256)).toBeVisible()

  await test.step('another file is refused', async () => {
    const other = join(folder, 'other.zip')
    writeFileSync(other, Buffer.concat([readFileSync(file), Buffer.from([0])]))
    await page.getByLabel('Pick the file that was saved').setInputFiles(other)
    await expect(page.getByText('other.zip is another file: its SHA-256 differs.')).toBeVisible()
    await expect(remove).toBeDisabled()
    expect(rowsIn(desk, 'select * from audit_cuts')).toEqual([])
  })

  await test.step('the saved one is taken, and the rows go', async () => {
    await page.getByLabel('Pick the file that was saved').setInputFiles(file)
    await expect(page.getByText('is the pack, byte for byte.')).toBeVisible()
    await remove.click()
    await provePassword(page)
    await expect(page.getByText(`Rows 1 to ${to} are being removed.`)).toBeVisible()
    await expect.poll(() => Number(rowsIn(desk, 'select min(no) as no from audit')[0]?.['no'])).toBe(to + 1)
    await expect(page.getByRole('listitem').filter({ hasText: sha256 })).toContainText(`Rows 1 to ${to}, removed`)
  })

  const holds = async (shown: Page) => {
    await openAuditLog(shown)
    await expect(
      shown.getByRole('region', { name: new RegExp(`^Chain intact, rows ${to + 1} to \\d+$`) }),
    ).toBeVisible()
    await expect(shown.getByRole('alert')).toHaveCount(0)
  }
  await test.step('the chain holds from there, now and after a start', async () => {
    await holds(page)
    const again = await desk.restart()
    await signIn(again, keiko)
    await holds(again)
  })
  await desk.stop()

  await test.step('the store holds what is left untouched, and one signed stone for what went', () => {
    expect(rowsIn(desk, 'select no from audit where no <= ?', String(to))).toEqual([])
    expect(rowsIn(desk, 'select * from audit where no > ? order by no', String(to)).slice(0, kept.length)).toEqual(kept)
    const cuts = rowsIn(desk, 'select from_no, to_no, last_at, file_sha256, actor_name from audit_cuts')
    expect(cuts).toEqual([{ from_no: 1, to_no: to, last_at: old?.['at'], file_sha256: sha256, actor_name: keiko.name }])
    const [row] = rowsIn(desk, `select reason, result, detail from audit where act = 'audit.cut'`)
    expect(row).toMatchObject({ reason: 'kept for two years', result: 'done' })
    expect(JSON.parse(String(row?.['detail']))).toEqual({ from: 1, to, sha256 })
  })
})
