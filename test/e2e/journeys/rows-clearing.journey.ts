/** Row M14: only what is active is taken away, and all of it goes. */
import { expectMfaSection, openMfaSection, takeAway, takingAway } from '../pages/mfa-section'
import { everyLanguage } from '../pages/names'
import { subjects } from '../pages/said'
import { authenticate, signInWithCode, toSecondStep } from '../pages/second-step'
import { expectIn, signIn, signOut } from '../pages/sign-in'
import { codeIn, waitForMail } from '../support/mail'
import { expect, test } from '../support/rows-fixture'
import { keptOf } from '../support/store'
import { titled } from '../support/titles'

for (const language of everyLanguage) {
  test(
    titled('M14 Delete OTP key takes key and codes away, and then there is nothing left to clear', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ method: 'otp', language })
      await signInWithCode(page, who, await who.app.token(), language)
      await openMfaSection(page, language)
      const { deleteKey, clear } = takingAway(page, language)
      await expect(clear).toBeEnabled()
      await takeAway(page, 'deleteKey', language)
      await expect(deleteKey).toBeDisabled()
      await expect(clear).toBeDisabled()
      expect(keptOf(house, who.email)).toMatchObject({ keys: [], codes: null, hasEmail: false })
      await signOut(page, language)
      await signIn(page, who, language)
      expect(keptOf(house, who.email).sessions).toEqual(['password'])
    },
  )

  test(titled('M14 Clear MFA takes email away, and the owner is told by mail', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ method: 'email', language })
    await toSecondStep(page, who, language)
    const mail = await waitForMail(house.box, { to: who.email, subject: subjects.signInCode[language] })
    await authenticate(page, codeIn(mail), language)
    await expectIn(page, language)
    await openMfaSection(page, language)
    await expectMfaSection(page, language)
    const { deleteKey, clear } = takingAway(page, language)
    await expect(deleteKey).toBeDisabled()
    await takeAway(page, 'clearMfa', language)
    await expect(clear).toBeDisabled()
    expect(keptOf(house, who.email)).toMatchObject({ hasEmail: false, keys: [] })
    await waitForMail(house.box, { to: who.email, subject: subjects.cleared[language] })
  })
}

test('M14 where MFA is required, set-up is all that is left after Delete OTP key', async ({ house }) => {
  const page = await house.atSignIn()
  const who = await house.person({ method: 'otp', required: true })
  await signInWithCode(page, who, await who.app.token())
  await openMfaSection(page)
  await takeAway(page, 'deleteKey')
  expect(keptOf(house, who.email)).toMatchObject({ state: 'must-re-enrol', keys: [], codes: null })
  await expect(page.getByText('First set up multi-factor authentication')).toBeVisible()
  await signOut(page)
  await signIn(page, who)
  await expectMfaSection(page)
  await expect(page.getByRole('link', { name: 'Password' })).toHaveCount(0)
  expect(keptOf(house, who.email)).toMatchObject({ state: 'must-re-enrol', sessions: ['password'] })
})
