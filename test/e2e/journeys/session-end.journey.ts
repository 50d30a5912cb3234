/** The end of a session: a warning a minute before, and what was typed is there after signing in again. */
import { openAccount } from '../pages/accounts'
import { called, thing } from '../pages/names'
import { signIn } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { keptOf, rowsIn } from '../support/store'

const minute = 60_000

test('a session warns a minute before its end, and what was typed is not lost with it', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('administrator')
  await signIn(page, who)
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  await page.getByRole('button', { name: 'Edit account' }).click()
  const edit = page.getByRole('dialog', { name: /^Edit account/ })
  await edit.getByRole('textbox', { name: 'Department' }).fill('Night shift')

  // the clock of the page alone: by it nobody has touched anything for a quarter of an hour
  await page.clock.install()
  const warning = page.getByRole('dialog', { name: 'Signed out soon' })
  await page.clock.setSystemTime(Date.now() + 14 * minute + 5_000)
  await expect(warning).toBeVisible()
  await page.clock.setSystemTime(Date.now() + 15 * minute + 5_000)
  await expect(page.getByText('You were signed out after a time without input')).toBeVisible()
  await expect.poll(() => keptOf(desk, who.email).sessions).toEqual([])
  await expect(edit).toBeHidden()

  await page.getByLabel(called('emailField'), { exact: true }).last().fill(who.email)
  await page.getByLabel(called('password'), { exact: true }).fill(who.password)
  await thing(page, 'button', 'signIn').click()
  await expect(edit.getByRole('textbox', { name: 'Department' })).toHaveValue('Night shift')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit).toBeHidden()
  expect(rowsIn(desk, `select name from accounts where department = 'Night shift'`)).toEqual([{ name: 'Aiko Almeida' }])
})
