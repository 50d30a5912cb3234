/** Too many wrong codes: the tenth in a row locks, the fiftieth switches the factor off, and the page says so. */
import { sentences } from '../pages/said'
import { authenticate, toSecondStep } from '../pages/second-step'
import { typePassword } from '../pages/sign-in'
import { countFailures, failAgain } from '../support/made-people'
import { waitForMail } from '../support/mail'
import { expect, test } from '../support/rows-fixture'
import { keptOf } from '../support/store'

test('the tenth wrong code in a row locks the account, also for the right code and the right password', async ({
  house,
}) => {
  const page = await house.atSignIn()
  const who = await house.person({ method: 'otp' })
  // five end a second step and the third and fourth wait: the nine before were typed in other windows
  await countFailures(house.hand, who, 9)
  await toSecondStep(page, who)
  expect(keptOf(house, who.email).lockedUntil).toBeNull()
  await authenticate(page, who.app.wrong())
  await expect(page.getByText(sentences.fitsNot.en)).toBeVisible()
  await authenticate(page, await who.app.token())
  await expect(page.getByText(/^Locked out until/)).toBeVisible()
  const { lockedUntil, sessions } = keptOf(house, who.email)
  const minutes = (Date.parse(lockedUntil ?? '') - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(13)
  expect(minutes).toBeLessThanOrEqual(15)
  expect(sessions).toEqual([])
  await waitForMail(house.box, { to: who.email, subject: /locked/ })
  await house.atSignIn()
  await typePassword(page, who)
  await expect(page.getByText(/^Locked out until/)).toBeVisible()
  expect(keptOf(house, who.email).sessions).toEqual([])
})

test('after fifty wrong codes the second step is switched off, and the right password leads to the help desk', async ({
  house,
}) => {
  const page = await house.atSignIn()
  const who = await house.person({ method: 'otp' })
  await countFailures(house.hand, who, 49)
  await failAgain(house.hand, who)
  expect(keptOf(house, who.email).state).toBe('disabled-otp')
  await typePassword(page, who)
  await expect(page.getByText('The second step is switched off')).toBeVisible()
  await expect(page.getByText(/^Call the help desk/)).toBeVisible()
  await expect(page.getByText(sentences.wrongPassword.en)).toHaveCount(0)
  expect(keptOf(house, who.email).sessions).toEqual([])
})
