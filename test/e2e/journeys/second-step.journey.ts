/** The second step of signing in, beside its rows in the manual. */
import { called, thing } from '../pages/names'
import { toSecondStep } from '../pages/second-step'
import { expect, test } from '../support/rows-fixture'
import { keptOf, rowsIn } from '../support/store'

test('a reload keeps the second step, and Back to sign in ends it', async ({ house }) => {
  const page = await house.atSignIn()
  const who = await house.person({ method: 'otp' })
  const open = () => rowsIn(house, 'select id_hash from challenges where account_id = ? and ended_at is null', who.id)
  await toSecondStep(page, who)
  expect(open()).toHaveLength(1)
  await page.reload()
  await expect(thing(page, 'heading', 'mfa')).toBeVisible()
  await page.getByRole('button', { name: 'Back to sign in' }).click()
  await expect(page.getByRole('heading', { name: called('signIn') })).toBeVisible()
  expect(open()).toEqual([])
  expect(keptOf(house, who.email).sessions).toEqual([])
})
