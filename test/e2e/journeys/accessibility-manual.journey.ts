/** Every page and dialog of the second factor, light and dark: sign-in, Account management, help desk, outbox, settings. */
import type { Page } from '@playwright/test'
import { beginAct, doAct, makePerson, passwordOnSlip } from '../pages/account-acts'
import { openAccount, openAccounts } from '../pages/accounts'
import { makeKey, openMfaSection, sendToken, setUpOtp, verifyToken } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { openMail, openOutbox } from '../pages/outbox'
import { verify } from '../pages/otp-key'
import { authenticate, authenticateWithRecoveryCode, toSecondStep } from '../pages/second-step'
import { openSettings, sendTestMail, setServer } from '../pages/settings'
import { signIn, signOut } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { cutOff } from '../support/cut-off'
import { expect, test } from '../support/desk-fixture'
import { codeIn, pickupFolder, waitForMail } from '../support/mail'

test.setTimeout(240_000)

/** Leaves a dialog by its safe button. */
async function leave(page: Page): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Cancel|Keep|Leave waiting)/ })
    .click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('axe finds nothing on both steps of signing in and in Account management', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('user')
  await signIn(page, who)
  await openMfaSection(page)
  await expectAccessible(page, 'MFA section')
  await makeKey(page)
  await verify(page, '12')
  await expectAccessible(page, 'MFA section, key and refused token')
  await thing(page, 'button', 'cancelSetUp').click()
  await sendToken(page)
  await verifyToken(page, '12')
  await expectAccessible(page, 'MFA section, mailed token refused')
  const { app, file } = await setUpOtp(page)
  await expectAccessible(page, 'MFA section, enrolled')
  await thing(page.getByRole('main'), 'button', 'newCodes').click()
  await expectAccessible(page, 'new recovery codes')
  await leave(page)
  await thing(page.getByRole('main'), 'button', 'clearMfa').click()
  await expectAccessible(page, 'Clear MFA of one’s own')
  await leave(page)
  for (const name of ['Name and address', 'Password', 'Active sessions', 'Recent activity', 'Language and theme']) {
    await page.getByRole('main').getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expectAccessible(page, name)
    if (name !== 'Name and address') continue
    await page.getByRole('button', { name: 'Change email' }).click()
    await expectAccessible(page, 'change email')
    await page.getByRole('button', { name: 'Cancel' }).click()
  }
  await signOut(page)

  await toSecondStep(page, who)
  await expectAccessible(page, 'second step')
  await authenticate(page, app.wrong())
  await expect(page.getByText(/does not fit/)).toBeVisible()
  await expectAccessible(page, 'second step, refused')
  await authenticateWithRecoveryCode(page, 'no code')
  await expect(page.getByText(/not a recovery code/)).toBeVisible()
  await expectAccessible(page, 'recovery code, refused')
  await authenticateWithRecoveryCode(page, file.shown[0] ?? '')
  await expect(page.getByText('First set up multi-factor authentication')).toBeVisible()
  await expectAccessible(page, 'kept to set-up')
})

test('axe finds nothing in the acts of the help desk, the outbox and the settings', async ({ desk, openServer }) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('administrator')
  await signIn(page, who)
  await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
  for (const name of ['sendEmailToken', 'clearMfa', 'deleteKey']) {
    await beginAct(page, called(name))
    await expectAccessible(page, called(name))
    await leave(page)
  }
  await beginAct(page, 'Temporary password')
  await expectAccessible(page, 'Temporary password')
  await leave(page)
  await doAct(page, called('sendEmailToken'), 'Has no phone')
  await thing(page.getByRole('dialog'), 'button', 'verifyEmailToken').click()
  await expectAccessible(page, 'email token, missing')
  await leave(page)
  await expectAccessible(page, 'account with a token that waits')

  await test.step('first passwords', async () => {
    await makePerson(page, { name: 'Naomi Takahashi', email: 'naomi.takahashi@corp.example' })
    await beginAct(page, 'First password')
    await expectAccessible(page, 'First password')
    await leave(page)
    await passwordOnSlip(page, 'First password')
    await page.goto(`${page.url().split('#')[0] ?? ''}#/accounts/first-passwords`)
    await expect(page.getByRole('heading', { level: 1, name: 'First passwords' })).toBeVisible()
    await expectAccessible(page, 'first passwords')
  })

  await test.step('settings', async () => {
    for (const section of ['Policy', 'Sessions', 'Names', 'Mail'] as const) {
      await openSettings(page, section)
      await expectAccessible(page, `settings, ${section}`)
    }
    const mailServer = await openServer()
    mailServer.set({ says: { recipient: [550, '5.1.1 No such user here'] } })
    await setServer(page, mailServer, who.password)
    const panel = await sendTestMail(page, who.email)
    await expect(panel).toContainText('Not taken')
    await expectAccessible(page, 'test mail, not taken')
    await page.getByRole('textbox', { name: 'Host' }).fill('mail.corp.example')
    await thing(page, 'link', 'accounts').click()
    await expectAccessible(page, 'settings, not saved')
    await page.getByRole('button', { name: 'Leave without saving' }).click()
  })

  await test.step('outbox', async () => {
    // a notice of one's own act is not handed over
    await signOut(page)
    await signIn(page, desk.demoAccount('operator'))
    await openAccounts(page)
    await openAccount(page, 'aiko.almeida', 'Aiko Almeida')
    await doAct(page, called('clearMfa'), 'Phone lost')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await signOut(page)
    await signIn(page, who)
    await openOutbox(page)
    const detail = await openMail(page, 'Aiko Almeida', 'MFA cleared', 'Failed')
    await expectAccessible(page, 'outbox, failed')
    await detail.getByRole('button', { name: 'Print slip' }).click()
    await expectAccessible(page, 'print slip')
    await thing(page.getByRole('dialog'), 'textbox', 'reason').fill('Has no mailbox')
    await page.getByRole('dialog').getByRole('button', { name: 'Print slip' }).click()
    await expect(page.getByRole('dialog', { name: /^Letter for/ })).toBeVisible()
    await expectAccessible(page, 'letter')
  })
})

test('axe finds nothing on a lock, on the warning of the end and on the screen above the page', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  await signIn(page, desk.demoAccount('administrator'))
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'More' }).click()
  await page
    .getByRole('menuitemcheckbox', { name: /^Locked/ })
    .first()
    .click()
  await page.keyboard.press('Escape')
  await page.getByRole('grid').getByRole('row').nth(1).click()
  await expect(page.getByRole('region', { name: 'Locked out' })).toBeVisible()
  await expectAccessible(page, 'locked account')
  await beginAct(page, called('unlock'))
  await expectAccessible(page, 'unlock')

  await page.clock.install()
  await page.clock.setSystemTime(Date.now() + 14 * 60_000 + 5_000)
  await expect(page.getByRole('dialog', { name: 'Signed out soon' })).toBeVisible()
  await expectAccessible(page, 'warning of the end')
  await page.clock.setSystemTime(Date.now() + 16 * 60_000)
  await expect(page.getByText('You were signed out after a time without input')).toBeVisible()
  await expectAccessible(page, 'signed out, the page under the screen')
})

test('axe finds nothing and nothing is cut off where email is the method: the password form, and a password on a slip alone', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  const [who, administrator] = [desk.demoAccount('user'), desk.demoAccount('administrator')]
  const look = async (where: string): Promise<void> => {
    await expectAccessible(page, where)
    await page.setViewportSize({ width: 1024, height: 700 })
    expect.soft(await cutOff(page), where).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  await signIn(page, who)
  await openMfaSection(page)
  await sendToken(page)
  const mail = await waitForMail(pickupFolder(desk), { to: who.email, subject: /setting up email/ })
  await verifyToken(page, codeIn(mail))
  await expect(page.getByText('Email is on. To check, sign out and sign in again.')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Password' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Password' })).toBeVisible()
  await look('password, email is the method')
  await thing(page, 'button', 'mailToken').click()
  await expect(thing(page, 'button', 'sendAgain')).toBeVisible()
  await look('password, token mailed')
  await signOut(page)

  await signIn(page, administrator)
  await openAccount(page, who.email, 'Demo user')
  await beginAct(page, 'Temporary password')
  await expect(page.getByRole('dialog').getByRole('radio')).toHaveCount(1)
  await look('Temporary password, on a slip alone')
})
