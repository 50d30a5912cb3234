/** Rows M10 to M13: a token mailed over the site's server, read as it was received, typed, refused and sent again. */
import { openMfaSection, sendToken, verifyToken } from '../pages/mfa-section'
import { called, everyLanguage, thing } from '../pages/names'
import { issuer } from '../pages/people'
import { sentences, subjects } from '../pages/said'
import { toSecondStep } from '../pages/second-step'
import { signIn, signOut } from '../pages/sign-in'
import { codeIn, otherCode, waitForMail, waitForNewCode } from '../support/mail'
import { expect, test } from '../support/rows-fixture'
import { keptOf, lastActs, rowsIn } from '../support/store'
import { titled } from '../support/titles'

const minuteMs = 60_000

for (const language of everyLanguage) {
  test(
    titled('M10 chooses Email and has a token mailed, encrypted and by the account of the desk', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      await openMfaSection(page, language)
      await sendToken(page, language)
      await waitForMail(house.box, { to: who.email, subject: subjects.setUpCode[language] })
      const taken = house.mailServer.mails.find(({ envelope }) => envelope.to.includes(who.email))
      expect(taken).toMatchObject({ secure: true, user: house.mailServer.user, envelope: { to: [who.email] } })
      // mailed, it changes nothing yet
      expect(keptOf(house, who.email)).toMatchObject({ state: 'not-enrolled', hasEmail: false })
    },
  )

  test(titled('M11 the mail comes from the no-reply sender with a Verification Code', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ language })
    await signIn(page, who, language)
    await openMfaSection(page, language)
    await sendToken(page, language)
    await expect(page.getByText(sentences.spamFolder[language])).toBeVisible()
    const mail = await waitForMail(house.box, { to: who.email, subject: subjects.setUpCode[language] })
    expect(mail.from).toEqual({ name: issuer, address: 'no-reply@corp.example' })
    expect(mail.subject).toContain('Verification Code')
    for (const name of ['authenticationToken', 'verifyEmailToken']) expect(mail.text).toContain(called(name, language))
    for (const said of [who.email, issuer]) expect(mail.text).toContain(said)
    const code = codeIn(mail)
    expect(mail.html).toContain(code)
    const outbox = () => rowsIn(house, 'select state, sealed from outbox where recipient = ?', who.email)
    await expect.poll(outbox).toEqual([{ state: 'sent', sealed: null }])
  })

  test(
    titled('M12 the verified token makes email the method, and the next sign-in asks for a code', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      await openMfaSection(page, language)
      await sendToken(page, language)
      const mail = await waitForMail(house.box, { to: who.email, subject: subjects.setUpCode[language] })
      await verifyToken(page, codeIn(mail), language)
      await expect(page.getByText(sentences.emailIsOn[language])).toContainText(sentences.toCheck[language])
      expect(keptOf(house, who.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true, codes: null })
      await signOut(page, language)
      await toSecondStep(page, who, language)
      expect(keptOf(house, who.email).sessions).toEqual([])
    },
  )
}

test('M13 wrong and former tokens are refused, and a new one that was sent is taken', async ({ house }) => {
  const page = await house.atSignIn()
  const who = await house.person()
  const setUp = { to: who.email, subject: subjects.setUpCode.en }
  // the desk mails no second token within a minute: the first was asked for a while ago, in another window
  const earlier = house.hand.at(2 * minuteMs)
  await earlier.session.signIn({ email: who.email, password: who.password })
  await earlier.self.sendEmailToken()
  const former = await house.hand.waitingCode(who.email)
  await signIn(page, who)
  await openMfaSection(page)
  await thing(page, 'radio', 'emailMethod').check()
  await thing(page, 'button', 'sendAgain').click()
  const code = await waitForNewCode(house.box, setUp, former)
  await expect(thing(page, 'button', 'sendAgain')).toBeDisabled()
  for (const wrong of [otherCode(code), former]) {
    await verifyToken(page, wrong)
    await expect(page.getByText(/not the code of the newest mail/)).toBeVisible()
  }
  expect(lastActs(house, who.email, 2)).toEqual(Array(2).fill('self.verifyEmailToken failed email-token-wrong'))
  expect(keptOf(house, who.email)).toMatchObject({ state: 'not-enrolled', hasEmail: false })
  await verifyToken(page, code)
  await expect(page.getByText(sentences.emailIsOn.en)).toBeVisible()
  expect(keptOf(house, who.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true })
})
