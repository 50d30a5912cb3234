/** First passwords by slip and by mail, changed at the first sign-in; and a policy that leads to set-up and nowhere else. */
import { makePerson, passwordOnSlip } from '../pages/account-acts'
import { openAccounts } from '../pages/accounts'
import { expectMfaSection, openMfaSection, setUpOtp } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { keiko } from '../pages/people'
import { authenticate } from '../pages/second-step'
import { openSettings } from '../pages/settings'
import { expectIn, signIn, signOut, typePassword } from '../pages/sign-in'
import { firstStart } from '../pages/welcome'
import { expect, test } from '../support/desk-fixture'
import { pickupFolder, waitForMail } from '../support/mail'
import { keptOf } from '../support/store'

const people = [
  { name: 'Naomi Takahashi', email: 'naomi.takahashi@corp.example' },
  { name: '김민준', email: 'minjun.kim@corp.example' },
] as const
const chosen = 'nine quiet rivers under snow'

test('M15 people get a first password on a slip or by mail, and choose their own at the first sign-in', async ({
  desk,
}) => {
  const [onPaper, byMail] = people
  const page = await desk.start()
  await firstStart(page, keiko)
  await makePerson(page, onPaper)
  const slip = await passwordOnSlip(page, 'First password')
  await makePerson(page, byMail)

  await test.step('all who have none get theirs by mail', async () => {
    await openAccounts(page)
    await page.getByRole('link', { name: /^First passwords/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'First passwords' })).toBeVisible()
    await expect(page.getByText('1 account without a password')).toBeVisible()
    await thing(page, 'textbox', 'reason').fill('First day')
    await page.getByRole('button', { name: 'Make 1 password' }).click()
    await expect(page.getByText('1 password made.')).toBeVisible()
    await signOut(page)
  })

  const mail = await waitForMail(pickupFolder(desk), { to: byMail.email, subject: /first password/ })
  const mailed = /\n\n([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)\n\n/.exec(mail.text)?.[1] ?? ''
  const given = [
    { ...onPaper, password: slip.toLowerCase().replaceAll('-', '') },
    { ...byMail, password: mailed },
  ]
  for (const who of given) {
    await test.step(`${who.name} chooses a password, and nothing else is open until then`, async () => {
      await signIn(page, who)
      await expect(page.getByText('First choose a new password')).toBeVisible()
      await page.evaluate(() => location.assign('#/account-management/mfa'))
      await expect(page).toHaveURL(/#\/account-management\/password$/)
      expect(keptOf(desk, who.email).mustChange).toBe(true)
      await page.getByLabel('The password you were given', { exact: true }).fill(who.password)
      await page.getByLabel('New password', { exact: true }).fill(chosen)
      await page.getByRole('button', { name: 'Change password' }).click()
      await expectMfaSection(page)
      expect(keptOf(desk, who.email)).toMatchObject({ mustChange: false, sessions: ['password'] })
      await signOut(page)
    })
    await test.step(`the given password of ${who.name} is worth nothing any more`, async () => {
      await typePassword(page, who)
      await expect(page.getByText('Email or password is wrong')).toBeVisible()
      await signIn(page, { ...who, password: chosen })
      await signOut(page)
    })
  }
})

test('where MFA is required at once, sign-in leads to set-up and nowhere else', async ({ desk }) => {
  const page = await desk.start()
  await firstStart(page, keiko)
  const passwordAgain = page.getByRole('dialog', { name: 'Your password once more' })

  await test.step('saved, the policy holds for this very session', async () => {
    await openSettings(page, 'Policy')
    await page.getByRole('radio', { name: 'Staff' }).check()
    await page.getByRole('textbox', { name: 'Days of grace' }).fill('0')
    await expect(page.getByText(/^Saved, 1 account must set it up/)).toBeVisible()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await passwordAgain.getByLabel('Password', { exact: true }).fill(keiko.password)
    await passwordAgain.getByRole('button', { name: 'Confirm' }).click()
    await expectMfaSection(page)
    await expect(page.getByText(/the time to set it up is over/)).toBeVisible()
    await expect(thing(page, 'link', 'settings')).toHaveCount(0)
  })

  await test.step('so it is after signing in again, until a method is verified', async () => {
    await signOut(page)
    await signIn(page, keiko)
    await expectMfaSection(page)
    await page.evaluate(() => location.assign('#/settings/policy'))
    await expect(page).toHaveURL(/#\/account-management\/mfa$/)
    const { app } = await setUpOtp(page)
    await expect(thing(page, 'link', 'settings')).toBeVisible()
    expect(keptOf(desk, keiko.email)).toMatchObject({ state: 'enrolled-otp' })
    await signOut(page)
    await typePassword(page, keiko)
    await authenticate(page, await app.token())
    await expectIn(page)

    await openSettings(page, 'Policy')
    await page.getByRole('radio', { name: 'OTP only (strict)' }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await passwordAgain.getByLabel('Password', { exact: true }).fill(keiko.password)
    await passwordAgain.getByRole('textbox', { name: called('authenticationCode') }).fill(await app.token())
    await passwordAgain.getByRole('button', { name: 'Confirm' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible()
  })

  await test.step('the strict policy offers no email', async () => {
    await openMfaSection(page)
    await expect(thing(page, 'radio', 'emailMethod')).toBeDisabled()
  })
})
