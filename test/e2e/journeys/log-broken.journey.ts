/** A row of the log changed behind the desk's back: every page is red, names the first bad row and what to do, and leads to it. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { rowInFull } from '../pages/audit-log'
import { keiko } from '../pages/people'
import { signIn } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { expect, test, type DeskUnderTest } from '../support/desk-fixture'
import { livePast } from '../support/own-past'
import { rowsIn } from '../support/store'

const bad = 4
const forged = 'written by another hand'
const rooms = ['accounts', 'enrollment', 'audit-log', 'outbox', 'settings/policy', 'settings/retention']
const ownRooms = ['account-management/mfa', 'account-management/activity']

/** As one would who has the file and a tool for it. */
function forge({ dataFolder }: DeskUnderTest): void {
  const store = new Database(join(dataFolder, 'mfa-desk.sqlite'))
  try {
    store.exec('drop trigger audit_no_update')
    expect(store.prepare('update audit set reason = ? where no = ?').run(forged, bad).changes).toBe(1)
  } finally {
    store.close()
  }
}
const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'The audit log does not hold' })

test('a log that was changed outside is red on every page, with the first bad row and what to do', async ({ desk }) => {
  await livePast(desk, [9, 6, 4, 2])
  const page = await desk.start()
  await signIn(page, keiko)
  await expect(page.getByRole('contentinfo')).toContainText('Log intact to')
  await expect(page.getByRole('alert')).toHaveCount(0)
  const kept = rowsIn(desk, 'select * from audit order by no')
  await desk.stop()
  forge(desk)

  const after = await desk.start()
  await signIn(after, keiko)
  for (const room of [...rooms, ...ownRooms]) {
    await test.step(room, async () => {
      await after.evaluate((to) => void (location.hash = `#/${to}`), room)
      await expect(after).toHaveURL(new RegExp(`#/${room}`))
      await expect(after.getByRole('heading').first()).toBeVisible()
      await expect(banner(after)).toContainText(`from row ${bad} on`)
      await expect(banner(after)).toContainText('Change nothing, keep the data folder and the folder of anchors')
      await expect(after.getByRole('contentinfo')).toContainText(`Log broken at row ${bad}`)
    })
  }
  await expectAccessible(after, 'a broken log, on a page of one’s own')

  await test.step('its link opens that very row, and the page says what is wrong with it', async () => {
    await after.evaluate(() => void (location.hash = '#/accounts'))
    await banner(after).getByRole('link', { name: 'Open the audit log' }).click()
    await expect(after.getByRole('grid').locator('[aria-selected=true]')).toHaveAttribute('data-no', String(bad))
    await expect(rowInFull(after)).toContainText(forged)
    const proof = after.getByRole('alert', { name: `The log is broken at row ${bad}` })
    await expect(proof).toContainText(`Row ${bad} was changed outside the desk.`)
    await expect(proof, 'a broken log is signed for no more').not.toContainText('anchor yet')
    await expectAccessible(after, 'a broken log, its page')
  })
  await desk.stop()

  await test.step('that row, and no other, differs from what the desk wrote', () => {
    const now = rowsIn(desk, 'select * from audit order by no')
    const differing = kept.filter((row, at) => JSON.stringify(row) !== JSON.stringify(now[at]))
    expect(differing.map(({ no }) => no)).toEqual([bad])
    expect(now.find(({ no }) => no === bad)).toMatchObject({ reason: forged })
    expect(now.length, 'the desk goes on writing').toBeGreaterThan(kept.length)
  })
})
