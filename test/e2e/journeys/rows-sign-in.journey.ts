/** Rows M15, M16, M19 and M20: in by a password, by a token, by a mailed code, and what is wrong let in by none of them. */
import { everyLanguage, thing } from '../pages/names'
import { sentences, subjects } from '../pages/said'
import { authenticate, toSecondStep } from '../pages/second-step'
import { expectIn, signIn, typePassword } from '../pages/sign-in'
import { codeIn, otherCode, waitForMail, waitForNewCode } from '../support/mail'
import { expect, test } from '../support/rows-fixture'
import { keptOf, lastActs, rowsIn } from '../support/store'
import { titled } from '../support/titles'

for (const language of everyLanguage) {
  test(titled('M15 email and password sign in where there is no MFA', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ language })
    expect(keptOf(house, who.email).sessions).toEqual([])
    await signIn(page, who, language)
    expect(keptOf(house, who.email)).toMatchObject({ state: 'not-enrolled', sessions: ['password'] })
    expect(lastActs(house, who.email)).toEqual(['session.signIn done'])
  })

  test(
    titled('M16 with OTP active a page asks for the token, which opens the desk and works once', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ method: 'otp', language })
      const token = await who.app.token()
      await toSecondStep(page, who, language)
      expect(keptOf(house, who.email).sessions, 'the password alone opens nothing').toEqual([])
      await authenticate(page, token, language)
      await expectIn(page, language)
      expect(keptOf(house, who.email).sessions).toEqual(['otp'])
      await house.atSignIn(language)
      await toSecondStep(page, who, language)
      await authenticate(page, token, language)
      await expect(page.getByText(sentences.usedAlready[language])).toBeVisible()
      expect(keptOf(house, who.email).sessions).toEqual([])
    },
  )

  test(
    titled('M19 with email active the code is mailed when the page appears, and opens the desk', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ method: 'email', language })
      await toSecondStep(page, who, language)
      await expect(page.getByText(`${who.email.slice(0, 1)}•••@corp.example`)).toBeVisible()
      await expect(thing(page, 'button', 'sendAgain', language)).toBeVisible()
      await expect(thing(page, 'button', 'withRecoveryCode', language)).toHaveCount(0)
      const mail = await waitForMail(house.box, { to: who.email, subject: subjects.signInCode[language] })
      await authenticate(page, codeIn(mail), language)
      await expectIn(page, language)
      expect(keptOf(house, who.email).sessions).toEqual(['email'])
    },
  )

  test(
    titled('M20 a wrong password is refused in the words for an address that nobody has', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ method: 'otp', language })
      const refused = async (email: string, password: string) => {
        await house.atSignIn(language)
        await typePassword(page, { email, password }, language)
        await expect(page.getByText(sentences.wrongPassword[language])).toBeVisible()
        return (await page.getByRole('main').innerText()).replaceAll(email, '')
      }
      const known = await refused(who.email, 'not the password at all')
      const unknown = await refused(`nobody.${who.email}`, who.password)
      expect(unknown).toBe(known)
      expect(keptOf(house, who.email).sessions).toEqual([])
      expect(rowsIn(house, 'select count(*) as n from challenges where account_id = ?', who.id)).toEqual([{ n: 0 }])
    },
  )

  test(titled('M20 a wrong token is refused with its reason, and nobody is in', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ method: 'otp', language })
    await toSecondStep(page, who, language)
    await authenticate(page, who.app.wrong(), language)
    await expect(page.getByText(sentences.fitsNot[language])).toBeVisible()
    await expect(thing(page, 'button', 'profile', language)).toHaveCount(0)
    expect(lastActs(house, who.email)).toEqual(['session.authenticate failed token-wrong'])
    expect(keptOf(house, who.email).sessions).toEqual([])
  })
}

test('M19 the code is sent again, and then only the newest counts', async ({ house }) => {
  const page = await house.atSignIn()
  const who = await house.person({ method: 'email' })
  const wanted = { to: who.email, subject: subjects.signInCode.en }
  // the desk mails no second code within a minute: one was asked for almost that long ago, in another window
  const earlier = house.hand.at(57_000)
  await earlier.session.signIn({ email: who.email, password: who.password })
  const former = await house.hand.waitingCode(who.email)
  await toSecondStep(page, who)
  await expect(thing(page, 'button', 'sendAgain')).toBeEnabled()
  await thing(page, 'button', 'sendAgain').click()
  const code = await waitForNewCode(house.box, wanted, former)
  for (const wrong of [former, otherCode(code)]) {
    await authenticate(page, wrong)
    await expect(page.getByText(/not the code of the newest mail/)).toBeVisible()
  }
  expect(keptOf(house, who.email).sessions).toEqual([])
  await authenticate(page, code)
  await expectIn(page)
  expect(keptOf(house, who.email).sessions).toEqual(['email'])
})
