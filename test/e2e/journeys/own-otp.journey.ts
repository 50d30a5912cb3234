/** Account management: everyone sets up OTP by themselves, replaces it, and takes it away. */
import { authenticator, type Authenticator } from '../support/authenticator'
import { expectMfaSection, makeKey, openMfaSection, setUpOtp, takeAway, takingAway } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { closeRecoveryCodes, readKey, saveRecoveryCodes, verify } from '../pages/otp-key'
import { authenticate, signInWithCode, toSecondStep } from '../pages/second-step'
import { expectIn, openProfileMenu, signIn, signOut, typePassword } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { keptOf, lastActs } from '../support/store'

test('M1 M2 M3 M4 M5 M6 M7 M8 M14 M15 M16 somebody without MFA sets up OTP and signs in with it', async ({ desk }) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('user')
  const dialog = thing(page, 'dialog', 'recoveryCodes')
  let app: Authenticator | undefined

  await test.step('M15 with no MFA email and password let one in', async () => {
    await signIn(page, who)
    expect(keptOf(desk, who.email)).toMatchObject({ state: 'not-enrolled', sessions: ['password'] })
  })

  await test.step('M1 the profile menu leads to Account management', async () => {
    await openProfileMenu(page)
    await thing(page, 'menuitem', 'accountManagement').click()
    await expect(page).toHaveURL(/#\/account-management/)
  })

  await test.step('M2 two methods, OTP recommended, and what MFA and an OTP are', async () => {
    await openMfaSection(page)
    await expect(page.getByRole('radio')).toHaveCount(2)
    await expect(thing(page, 'radio', 'otpMethod')).toHaveAccessibleDescription(/^Recommended/)
    await expect(thing(page, 'radio', 'emailMethod')).not.toHaveAccessibleDescription(/Recommended/)
    const section = page.getByRole('main')
    await expect(section).toContainText('two or more steps')
    await expect(section).toContainText('a password used once')
  })

  await test.step('M14 nothing is active, so nothing can be taken away', async () => {
    await expect(takingAway(page).deleteKey).toBeDisabled()
    await expect(takingAway(page).clear).toBeDisabled()
  })

  await test.step('M3 choosing OTP says that an app must be on the phone', async () => {
    await thing(page, 'radio', 'otpMethod').check()
    await expect(page.getByText('An authenticator app must be on your phone.')).toBeVisible()
    await makeKey(page)
  })

  await test.step('M4 picture and text say the same, and the account name is there to type', async () => {
    const { secret, uri } = await readKey(page)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(decodeURIComponent(uri.pathname)).toBe(`/MFA Desk demo:${who.email}`)
    expect(uri.searchParams.get('secret')).toBe(secret)
    for (const said of ['Scan a QR code', 'Enter a setup key', who.email]) {
      await expect(page.getByRole('main').getByText(said, { exact: true })).toBeVisible()
    }
  })

  await test.step('M5 until it is verified the key changes nothing, and Cancel set-up drops it', async () => {
    expect(keptOf(desk, who.email)).toMatchObject({ state: 'pending', keys: [{ status: 'pending' }], codes: null })
    await thing(page, 'button', 'cancelSetUp').click()
    await expect(thing(page, 'img', 'qrCode')).toHaveCount(0)
    expect(keptOf(desk, who.email)).toMatchObject({ state: 'not-enrolled', keys: [] })
    await makeKey(page)
  })

  await test.step('M6 a wrong token is refused with a reason, and the key stays', async () => {
    app = authenticator((await readKey(page)).secret)
    await verify(page, app.wrong())
    await expect(page.getByText(/does not fit this key/)).toBeVisible()
    await expect(thing(page, 'img', 'qrCode')).toBeVisible()
    expect(lastActs(desk, who.email)).toEqual(['self.verifyOtpKey failed token-wrong'])
    await verify(page, await app.token())
  })

  await test.step('M7 M8 the codes come in a window that asks once before it closes unsaved', async () => {
    await thing(dialog, 'button', 'close').click()
    await expect(dialog.getByRole('alert')).toContainText('not saved')
    for (const name of ['copy', 'print']) await expect(thing(dialog, 'button', name)).toBeVisible()
    const { fileName, bytes, shown } = await saveRecoveryCodes(page)
    expect(fileName).toBe('MFA Desk demo-recovery-codes.txt')
    const lines = bytes.toString('utf8').split('\r\n')
    expect(lines.filter((line) => shown.includes(line))).toEqual(shown)
    expect(new Set(shown).size).toBe(10)
    expect(bytes.toString('utf8')).toContain(who.email)
    await closeRecoveryCodes(page)
    await expect(page.getByText('To check, sign out and sign in again')).toBeVisible()
    expect(keptOf(desk, who.email)).toMatchObject({
      state: 'enrolled-otp',
      keys: [{ status: 'active' }],
      codes: { unused: 10, used: 0 },
    })
  })

  await test.step('M16 the page Multi-factor authentication asks for the token', async () => {
    await signOut(page)
    await toSecondStep(page, who)
    await authenticate(page, app?.last() ?? '')
    await expect(page.getByText(/was used already/)).toBeVisible()
    await authenticate(page, (await app?.token()) ?? '')
    await expectIn(page)
    expect(keptOf(desk, who.email).sessions).toEqual(['otp'])
  })
})

test('M9 M14 the old key works until the new one is verified, and only what is active is taken away', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('user')
  await signIn(page, who)
  await openMfaSection(page)
  const { app: old } = await setUpOtp(page)
  const [before] = keptOf(desk, who.email).keys

  await test.step('M9 a key is made again; the old one still lets one in', async () => {
    await makeKey(page)
    expect(keptOf(desk, who.email).keys).toEqual([
      before,
      { status: 'pending', id: expect.any(String) as unknown as string },
    ])
    await signOut(page)
    await signInWithCode(page, who, await old.token())
    await openMfaSection(page)
  })

  await test.step('M9 verified, the new one is the only one, and the codes of the old are void', async () => {
    await makeKey(page)
    const app = authenticator((await readKey(page)).secret)
    await verify(page, await app.token())
    await saveRecoveryCodes(page)
    await closeRecoveryCodes(page)
    const { keys, codes } = keptOf(desk, who.email)
    expect(keys).toHaveLength(1)
    expect(keys[0]?.id).not.toBe(before?.id)
    expect(codes).toEqual({ unused: 10, used: 0 })
    await signOut(page)
    await toSecondStep(page, who)
    await authenticate(page, await old.token())
    await expect(page.getByText(/does not fit|is about/)).toBeVisible()
    await authenticate(page, await app.token())
    await expectIn(page)
  })

  await test.step('M14 Delete OTP key removes key and codes; where MFA is required, set-up is all that is left', async () => {
    await openMfaSection(page)
    await expect(takingAway(page).clear).toBeEnabled()
    await takeAway(page, 'deleteKey')
    expect(keptOf(desk, who.email)).toMatchObject({ state: 'must-re-enrol', keys: [], codes: null })
    await expect(page.getByText('First set up multi-factor authentication')).toBeVisible()
    await expect(takingAway(page).deleteKey).toBeDisabled()
    await signOut(page)
    await typePassword(page, who)
    await expectMfaSection(page)
    await expect(page.getByRole('link', { name: called('mfa') })).toHaveCount(1)
    await expect(page.getByRole('link', { name: 'Password' })).toHaveCount(0)
  })
})
