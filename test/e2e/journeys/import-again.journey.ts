/** The next file of a directory: what it would do, who is in it no more, and taking it back; who left for good; what comes back. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { accountRows, openAccounts } from '../pages/accounts'
import { closeExport, exportCsv, says } from '../pages/enrollment'
import {
  csvFile,
  importedAs,
  importLink,
  keepMapping,
  mappingOf,
  previewOf,
  proven,
  takeIn,
  writeIn,
  type FileToTake,
} from '../pages/import'
import { jobTitle, matching, partOf, phase, undo } from '../pages/jobs'
import type { Spoken } from '../pages/names'
import { signIn, signOut } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import type { MadePerson } from '../support/made-people'
import { expect, test, type House } from '../support/rows-fixture'
import { rowsIn } from '../support/store'

const fieldsOf = (house: House, people: readonly MadePerson[]) =>
  people.map(({ id }) =>
    rowsIn(house, 'select name, department, phone, role, enabled, language, policy from accounts where id = ?', id),
  )
const go = (page: Page, hash: string): Promise<void> => page.evaluate((to) => location.assign(to), hash)

/** One line for each: changed, disabled, left as it is, refused, and one who is new. In Korean as JSON Lines. */
function nextFile(people: readonly MadePerson[], fresh: string, language: Spoken): FileToTake {
  const header = ['Mail-Address', 'Full Name (HR)', 'Dept', 'Works here']
  const lines = [
    ['Moved', 'yes'],
    ['', 'no'],
    ['', ''],
    ['', 'perhaps'],
  ].map((rest, at) => [people[at]?.email ?? '', people[at]?.name ?? '', ...rest])
  const rows = [...lines, [fresh, 'New Person', 'Sales', 'yes']]
  if (language !== 'ko') return csvFile('next.csv', `${[header, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`)
  const objects = rows.map((row) => Object.fromEntries(header.map((key, at) => [key, row[at]])))
  return csvFile('next.jsonl', objects.map((one) => `${JSON.stringify(one)}\n`).join(''))
}

for (const language of ['en', 'ja', 'ko'] as const) {
  test(`a file is looked at, taken in, and undone by somebody else, in ${language}`, async ({ house }) => {
    const page = await house.atSignIn(language)
    // Whose language the window takes at sign-in.
    const staff = { role: 'administrator', language } as const
    const [keeper, other] = [await house.person(staff), await house.person(staff)]
    const people = [await house.person(), await house.person(), await house.person(), await house.person()]
    const away = await house.person()
    const fresh = `fresh.${language}.${Date.now()}@corp.example`
    const before = fieldsOf(house, people)
    await signIn(page, keeper, language)
    await importLink(page, language)
    await takeIn(page, nextFile(people, fresh, language), language)

    await test.step('its columns are kept as a mapping, by which it is read from then on by itself', async () => {
      const name = `HR ${language}`
      await keepMapping(page, name, language)
      if (language === 'en') await expectAccessible(page, 'import, mapping')
      await page.getByRole('button', { name: says('import.leave', language), exact: true }).click()
      await takeIn(page, nextFile(people, fresh, language), language)
      await expect(mappingOf(page, language)).toHaveText(name)
    })

    await test.step('the preview says what it would do and who is in no line; nothing is written', async () => {
      expect(await previewOf(page, language)).toEqual({ new: 1, changed: 2, same: 1, refused: 1 })
      const besides = page.getByRole('list', { name: says('import.blast.label', language) })
      await expect(besides.getByText(matching('import.blast.disabled', language))).toContainText('1')
      await expect(besides.getByRole('listitem')).toHaveText([/1/, /1/])
      await page.getByRole('button', { name: matching('import.show.leavers', language) }).click()
      const list = page.getByRole('table', { name: says('import.leavers.label', language) })
      await expect(list.getByRole('row').filter({ hasText: away.email })).toHaveCount(1)
      // In the file, be it in a refused line.
      await expect(list.getByRole('row').filter({ hasText: people[3]?.email ?? '' })).toHaveCount(0)
      if (language === 'en') await expectAccessible(page, 'import, leavers')
      expect(fieldsOf(house, people)).toEqual(before)
    })

    if (language === 'en')
      await test.step('disabling them is a job of its own, whose dry run changes nothing', async () => {
        await page.getByRole('button', { name: matching('import.leavers.plan', language) }).click()
        await expect(jobTitle(page, says('jobs.act.disable', language))).toBeVisible()
        expect(await partOf(page, 'change')).toBeGreaterThanOrEqual(2)
        expect(rowsIn(house, 'select enabled from accounts where id = ?', away.id)).toEqual([{ enabled: 1 }])
        await page.keyboard.press('Escape')
        await importLink(page)
      })

    const hash = await test.step('it is taken in, and kept as a job', async () => {
      await writeIn(page)
      await importedAs(page, language)
      if (language === 'en') await expectAccessible(page, 'import, done with its job')
      await page.getByRole('link', { name: says('import.run.toJob', language) }).click()
      await expect(phase(page, 'done', language)).toBeVisible()
      expect(await partOf(page, 'done', language)).toBe(3)
      expect(fieldsOf(house, people).flat()).toMatchObject([{ department: 'Moved' }, { enabled: 0 }, {}, {}])
      return new URL(page.url()).hash
    })

    await test.step('somebody else undoes it as one: everybody is as before, and whom it made is gone', async () => {
      await signOut(page, language)
      await signIn(page, other, language)
      await go(page, hash)
      await undo(page, 'The wrong file', language)
      await expect(phase(page, 'done', language)).toBeVisible()
      expect(fieldsOf(house, people)).toEqual(before)
      expect(rowsIn(house, 'select 1 from accounts where email = ?', fresh)).toEqual([])
    })
  })
}

test('the directory comes back unchanged; a leaver is anonymised, another one removed, and the log stays', async ({
  house,
}) => {
  const page = await house.atSignIn()
  const keeper = await house.person({ role: 'administrator' })
  const leavers = [await house.person({ method: 'otp' }), await house.person({ method: 'email' })]
  await house.hand.write(async (tables) => {
    for (const { id } of leavers) await tables.accounts.change(id, { enabled: 0, phone: '=cmd', department: "'=1" })
  })
  await signIn(page, keeper)

  await test.step('out as CSV, in again: every line stays the same and nobody is missing', async () => {
    await openAccounts(page)
    await expect(accountRows(page).first()).toContainText('@')
    const text = readFileSync(await (await exportCsv(page, 'directory', keeper.password)).path())
    await closeExport(page)
    await importLink(page)
    await takeIn(page, csvFile('directory.csv', text))
    const { count = 0 } = rowsIn(house, 'select count(*) as count from accounts')[0] ?? {}
    expect(await previewOf(page)).toEqual({ new: 0, changed: 0, same: count, refused: 0 })
    await expect(page.getByRole('button', { name: 'Not in the file 0' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel import' }).click()
  })

  const [number, gone] = leavers
  const logOf = (id = '') => rowsIn(house, 'select * from audit where account_id = ? order by no', id)
  async function away(who: MadePerson | undefined, act: string): Promise<void> {
    await go(page, `#/accounts/${who?.id}`)
    await page.getByRole('button', { name: act }).click()
    const dialog = page.getByRole('dialog', { name: new RegExp(`^${act.split(' ')[0]}`) })
    await expectAccessible(page, act)
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Left for good')
    await dialog.getByRole('button', { name: act }).click()
    await proven(page, keeper)
  }

  await test.step('an account that is a number holds nothing of anybody', async () => {
    await away(number, 'Anonymise account')
    await expect(page.getByRole('heading', { level: 1, name: /^no-\d+@anonymised\.invalid$/ })).toBeVisible()
    expect(rowsIn(house, 'select name, phone, state from accounts where id = ?', number?.id ?? '')).toEqual([
      { name: '', phone: '', state: 'not-enrolled' },
    ])
  })

  await test.step('a removed one is nowhere but in the log', async () => {
    await away(gone, 'Remove account')
    await expect(page.getByRole('heading', { level: 1, name: /^Accounts/ })).toBeVisible()
    expect(rowsIn(house, 'select id from accounts where id = ?', gone?.id ?? '')).toEqual([])
    expect(logOf(gone?.id).at(-1)).toMatchObject({ act: 'accounts.remove', result: 'done', reason: 'Left for good' })
    expect(logOf(number?.id).at(-1)).toMatchObject({ act: 'accounts.anonymise', account_name: number?.name })
  })
})
