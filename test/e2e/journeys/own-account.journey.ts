/** Account management beside MFA: new recovery codes, another password, another address told to both, and one's own activity. */
import { doAct } from '../pages/account-acts'
import { openMfaSection, setUpOtp } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { closeRecoveryCodes, saveRecoveryCodes } from '../pages/otp-key'
import { authenticate, authenticateWithRecoveryCode, toSecondStep } from '../pages/second-step'
import { expectIn, signIn, signOut, typePassword } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { codeIn, pickupFolder, waitForMail } from '../support/mail'
import { keptOf, rowsIn } from '../support/store'

const chosen = 'four brass bells and a kite'
const moved = 'demo.user@elsewhere.example'

test('somebody renews their codes, changes password and address, and sees it in their own activity', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  const box = pickupFolder(desk)
  const who = desk.demoAccount('user')
  const section = async (name: string) => {
    await page.getByRole('main').getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  await signIn(page, who)
  await openMfaSection(page)
  const { app, file } = await setUpOtp(page)

  const renewed = await test.step('M7 new recovery codes void the old ones', async () => {
    await thing(page.getByRole('main'), 'button', 'newCodes').click()
    await thing(page.getByRole('dialog'), 'button', 'newCodes').click()
    const { shown } = await saveRecoveryCodes(page)
    await closeRecoveryCodes(page)
    expect(shown.filter((code) => file.shown.includes(code))).toEqual([])
    expect(keptOf(desk, who.email).codes).toEqual({ unused: 10, used: 0 })
    await waitForMail(box, { to: who.email, subject: /New recovery codes/ })
    return shown
  })

  await test.step('another password asks for the present one and for a token', async () => {
    await section('Password')
    const change = async (current: string, token: string) => {
      await page.getByLabel('Current password', { exact: true }).fill(current)
      await page.getByLabel('New password', { exact: true }).fill(chosen)
      await page.getByRole('textbox', { name: called('authenticationCode') }).fill(token)
      await page.getByRole('button', { name: 'Change password' }).click()
    }
    const phc = () =>
      rowsIn(desk, 'select phc from passwords where account_id = (select id from accounts where email = ?)', who.email)
    const before = phc()
    await change('not the present one', await app.token())
    await expect(page.getByText('This is not your password.')).toBeVisible()
    expect(phc()).toEqual(before)
    await change(who.password, await app.token())
    await expect(page.getByText('The password is changed.')).toBeVisible()
    expect(phc()).not.toEqual(before)
    await waitForMail(box, { to: who.email, subject: /password was changed/ })
  })

  await test.step('another address counts once its token is typed; the old one and the new one are told', async () => {
    await section('Name and address')
    await page.getByRole('button', { name: 'Change email' }).click()
    await page.getByRole('textbox', { name: 'New email' }).fill(moved)
    await page.getByRole('button', { name: 'Mail a token' }).click()
    await expect(page.getByText('Not verified')).toBeVisible()
    const code = codeIn(await waitForMail(box, { to: moved, subject: /for this address/ }))
    for (const to of [who.email, moved]) await waitForMail(box, { to, subject: /address of your account was changed/ })
    await page.getByRole('textbox', { name: 'Address token' }).fill(code)
    await page.getByRole('button', { name: 'Verify address' }).click()
    await expect(page.getByText('The address is verified.')).toBeVisible()
    expect(rowsIn(desk, 'select email_unverified from accounts where email = ?', moved)).toEqual([
      { email_unverified: 0 },
    ])
  })

  await test.step('all of it is in one’s own activity', async () => {
    await section('Recent activity')
    const main = page.getByRole('main')
    for (const said of ['New own recovery codes', 'Change own password', 'Verify own address'])
      await expect(main).toContainText(said)
    await signOut(page)
  })

  await test.step('M17 old address and old password are out; a code of the new set lets one in', async () => {
    await typePassword(page, { email: who.email, password: chosen })
    await expect(page.getByText('Email or password is wrong')).toBeVisible()
    await toSecondStep(page, { email: moved, password: chosen })
    await authenticateWithRecoveryCode(page, file.shown[0] ?? '')
    await expect(page.getByText(/not in the present set/)).toBeVisible()
    await authenticateWithRecoveryCode(page, renewed[0] ?? '')
    await expectIn(page)
    expect(keptOf(desk, moved)).toMatchObject({ sessions: ['recovery-code'], codes: { unused: 9, used: 1 } })
    await signOut(page)
  })
})

test('M16 a temporary password for who forgot theirs never walks past MFA', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('user')
  await signIn(page, who)
  await openMfaSection(page)
  const { app } = await setUpOtp(page)
  await signOut(page)
  await signIn(page, desk.demoAccount('helpdesk'))
  await page.getByRole('searchbox').fill(who.email)
  await page.getByRole('grid').getByRole('row').filter({ hasText: 'Demo user' }).click()
  await doAct(page, 'Temporary password', 'Forgot it, called back')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const mail = await waitForMail(pickupFolder(desk), { to: who.email, subject: /^.*Your temporary password/ })
  const password = /\n\n([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)\n\n/.exec(mail.text)?.[1] ?? ''
  await signOut(page)
  await toSecondStep(page, { email: who.email, password })
  expect(keptOf(desk, who.email)).toMatchObject({ sessions: [], mustChange: true, state: 'enrolled-otp' })
  await authenticate(page, await app.token())
  await expect(page.getByText('First choose a new password')).toBeVisible()
  expect(keptOf(desk, who.email)).toMatchObject({ sessions: ['otp'], mustChange: true })
})
