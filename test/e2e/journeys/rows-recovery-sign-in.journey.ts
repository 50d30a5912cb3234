/** Rows M17 and M18: in by a line of the recovery file, which works once and leads to a factor set up anew. */
import { expectMfaSection, setUpOtp } from '../pages/mfa-section'
import { everyLanguage, thing } from '../pages/names'
import { sentences, subjects } from '../pages/said'
import { authenticateWithRecoveryCode, signInWithCode, toSecondStep } from '../pages/second-step'
import { expectIn, signOut } from '../pages/sign-in'
import { waitForMail } from '../support/mail'
import { expect, test } from '../support/rows-fixture'
import { keptOf, lastActs } from '../support/store'
import { titled } from '../support/titles'

for (const language of everyLanguage) {
  test(titled('M17 signs in with a recovery code pasted as it stands in the file', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ method: 'otp', language })
    const [line = ''] = who.codes
    await toSecondStep(page, who, language)
    await authenticateWithRecoveryCode(page, 'AAAA-BBBB-CCCC-DDDD', language)
    await expect(page.getByText(sentences.notInSet[language])).toBeVisible()
    expect(keptOf(house, who.email)).toMatchObject({ sessions: [], codes: { unused: 10, used: 0 } })
    await authenticateWithRecoveryCode(page, `  ${line}\r\n`, language)
    await expectIn(page, language)
    expect(keptOf(house, who.email)).toMatchObject({ sessions: ['recovery-code'], codes: { unused: 9, used: 1 } })
    await waitForMail(house.box, { to: who.email, subject: subjects.codeUsed[language] })
  })

  test(
    titled('M18 a recovery code works once and leads to the section and nowhere else', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ method: 'otp', role: 'helpdesk', language })
      const [first = '', second = '', third = ''] = who.codes
      await toSecondStep(page, who, language)
      await authenticateWithRecoveryCode(page, first, language)
      await expectMfaSection(page, language)
      await expect(page.getByText(sentences.byRecoveryCode[language])).toBeVisible()
      for (const path of ['accounts', 'account-management/password']) {
        await page.evaluate((to) => location.assign(`#/${to}`), path)
        await expect(page).toHaveURL(/#\/account-management\/mfa$/)
      }
      await expect(thing(page, 'link', 'accounts', language)).toHaveCount(0)

      await signOut(page, language)
      await toSecondStep(page, who, language)
      await authenticateWithRecoveryCode(page, first, language)
      await expect(page.getByText(sentences.usedAlready[language])).toBeVisible()
      expect(lastActs(house, who.email)).toEqual(['session.authenticateWithRecoveryCode failed recovery-code-wrong'])
      // the other codes are as good as before, however they are typed
      await authenticateWithRecoveryCode(page, second.toLowerCase().replaceAll('-', ' '), language)
      await expectMfaSection(page, language)
      const { app } = await setUpOtp(page, language)
      await expect(thing(page, 'link', 'accounts', language)).toBeVisible()
      expect(keptOf(house, who.email)).toMatchObject({ keys: [{ status: 'active' }], codes: { unused: 10, used: 0 } })
      await signOut(page, language)
      await toSecondStep(page, who, language)
      await authenticateWithRecoveryCode(page, third, language)
      await expect(page.getByText(sentences.notInSet[language])).toBeVisible()
      await house.atSignIn(language)
      await signInWithCode(page, who, await app.token(), language)
      expect(keptOf(house, who.email).sessions).toEqual(['otp'])
    },
  )
}

test('M18 until a factor is verified anew the old key is as good as before', async ({ house }) => {
  const page = await house.atSignIn()
  const who = await house.person({ method: 'otp', role: 'helpdesk' })
  await toSecondStep(page, who)
  await authenticateWithRecoveryCode(page, who.codes[0] ?? '')
  await expectMfaSection(page)
  await signOut(page)
  await signInWithCode(page, who, await who.app.token())
  await expect(thing(page, 'link', 'accounts')).toBeVisible()
  expect(keptOf(house, who.email)).toMatchObject({ sessions: ['otp'], codes: { unused: 9, used: 1 } })
})
