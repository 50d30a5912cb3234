/** Email as the method, over a real mail server: set up, used for signing in, sent again, and taken away. */
import { openMfaSection, sendToken, takeAway, takingAway, verifyToken } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { authenticate, toSecondStep } from '../pages/second-step'
import { sendTestMail, openSettings, saveSettings, typeServer } from '../pages/settings'
import { expectIn, signIn, signOut, typePassword } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { codeIn, mailsOf, otherCode, server, waitForMail } from '../support/mail'
import { keptOf, rowsIn } from '../support/store'

/** The desk mails no second code within a minute. */
const again = { timeout: 75_000 }

test.setTimeout(180_000)

test('M10 M11 M12 M13 M14 M19 sets up email, signs in with mailed codes, and has one sent again', async ({
  desk,
  openServer,
}) => {
  const mailServer = await openServer()
  const box = server(mailServer)
  const page = await desk.start({ demo: true })
  const [administrator, user] = [desk.demoAccount('administrator'), desk.demoAccount('user')]
  const setUp = { to: user.email, subject: /setting up email/ }
  const ofAdministrator = { to: administrator.email, subject: /setting up email/ }
  const signInCode = { to: administrator.email, subject: /for signing in/ }

  await test.step('an administrator sets the mail server, and a test mail shows its own answer', async () => {
    await signIn(page, administrator)
    await openSettings(page, 'Mail')
    await typeServer(page, mailServer)
    const panel = await sendTestMail(page, administrator.email)
    await expect(panel).toContainText('Taken by the server')
    await expect(panel).toContainText('Ok: queued as 4F2A')
    await expect(panel).not.toContainText(mailServer.password)
    await saveSettings(page, administrator.password)
    const mail = await waitForMail(box, { to: administrator.email, subject: /^.*Test mail$/ })
    expect(mail.from.address).toBe('no-reply@corp.example')
    expect(mailServer.mails[0]).toMatchObject({ secure: true, user: mailServer.user })
    const [kept] = rowsIn(desk, `select value from settings where name = 'mail.password'`)
    expect(kept?.['value']).toMatch(/^v1\./)
    await signOut(page)
  })

  await test.step('M10 M11 a mail with a Verification Code comes from the no-reply sender', async () => {
    await signIn(page, user)
    await openMfaSection(page)
    await sendToken(page)
    await expect(page.getByText(/look in the spam folder/)).toBeVisible()
    const mail = await waitForMail(box, setUp)
    expect(mail.from).toEqual({ name: 'MFA Desk demo', address: 'no-reply@corp.example' })
    expect(mail.text).toMatch(/^Verification Code$/m)
    for (const said of [user.email, 'MFA Desk demo', 'If you did not ask for it']) expect(mail.text).toContain(said)
    expect(mail.html).toContain(codeIn(mail))
    await expect
      .poll(() => rowsIn(desk, `select state, sealed from outbox where kind = 'set-up-code'`))
      .toEqual([{ state: 'sent', sealed: null }])
  })

  await test.step('M13 a wrong token is refused; another is sent once a minute is over', async () => {
    const code = codeIn(await waitForMail(box, setUp))
    await verifyToken(page, otherCode(code))
    await expect(page.getByText(/not the code of the newest mail/)).toBeVisible()
    await expect(thing(page, 'button', 'sendAgain')).toBeDisabled()
    expect(keptOf(desk, user.email)).toMatchObject({ state: 'not-enrolled', hasEmail: false })
    await signOut(page)
  })

  await test.step('M12 the right token makes email the method', async () => {
    await signIn(page, administrator)
    await openMfaSection(page)
    await sendToken(page)
    await verifyToken(page, codeIn(await waitForMail(box, ofAdministrator)))
    await expect(page.getByText('Email is on. To check, sign out and sign in again.')).toBeVisible()
    expect(keptOf(desk, administrator.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true, codes: null })
    await waitForMail(box, { to: administrator.email, subject: /Email was set up/ })
    await signOut(page)
  })

  await test.step('M19 the code is mailed when the page appears, and the page says where to look', async () => {
    await toSecondStep(page, administrator)
    const mail = await waitForMail(box, signInCode)
    await expect(page.getByText('a•••@demo.example')).toBeVisible()
    await expect(thing(page, 'button', 'withRecoveryCode')).toHaveCount(0)
    await authenticate(page, otherCode(codeIn(mail)))
    await expect(page.getByText(/not the code of the newest mail/)).toBeVisible()
  })

  await test.step('M19 sent again, only the newest code counts, and it opens the desk', async () => {
    const former = codeIn(await waitForMail(box, signInCode))
    await expect(thing(page, 'button', 'sendAgain')).toBeEnabled(again)
    await thing(page, 'button', 'sendAgain').click()
    const code = codeIn(await waitForMail(box, signInCode, 2))
    await authenticate(page, former)
    await expect(page.getByText(/not the code of the newest mail|was used already/)).toBeVisible()
    await authenticate(page, code)
    await expectIn(page)
    expect(keptOf(desk, administrator.email).sessions).toEqual(['email'])
  })

  await test.step('M14 Clear MFA takes email away, and the owner is told', async () => {
    await openMfaSection(page)
    await expect(takingAway(page).deleteKey).toBeDisabled()
    await takeAway(page, 'clearMfa')
    expect(keptOf(desk, administrator.email)).toMatchObject({ state: 'must-re-enrol', hasEmail: false })
    await waitForMail(box, { to: administrator.email, subject: /was cleared/ })
    await signOut(page)
  })

  await test.step('M13 the token is sent again from the section, and the new one is taken', async () => {
    await typePassword(page, user)
    await openMfaSection(page)
    await thing(page, 'radio', 'emailMethod').check()
    await expect(thing(page, 'button', 'sendAgain')).toBeEnabled(again)
    await thing(page, 'button', 'sendAgain').click()
    await verifyToken(page, codeIn(await waitForMail(box, setUp, 2)))
    await expect(page.getByText(/^Email is on/)).toBeVisible()
    expect(keptOf(desk, user.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true })
    expect(await mailsOf(box, setUp)).toHaveLength(2)
    await expect(page.getByRole('heading', { level: 1, name: called('mfa') })).toBeVisible()
  })
})
