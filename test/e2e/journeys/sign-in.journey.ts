/** Signing in with a second factor: tokens once, recovery codes once, and nothing else open until a factor is verified anew. */
import { openMfaSection, setUpOtp, expectMfaSection } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { authenticate, authenticateWithRecoveryCode, signInWithCode, toSecondStep } from '../pages/second-step'
import { expectIn, signIn, signOut } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { pickupFolder, waitForMail } from '../support/mail'
import { keptOf, lastActs } from '../support/store'

test('M16 M17 M18 M20 signs in with a token, and with a recovery code pasted as it stands in the file', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('helpdesk')
  await signIn(page, who)
  await openMfaSection(page)
  const { app, file } = await setUpOtp(page)
  const text = file.bytes.toString('utf8')
  const [first = '', second = ''] = text.split('\r\n').filter((line) => file.shown.includes(line))
  await signOut(page)

  await test.step('M16 M20 a wrong token is refused, and so is the one that verified the key', async () => {
    await toSecondStep(page, who)
    await authenticate(page, app.last())
    await expect(page.getByText(/was used already/)).toBeVisible()
    await authenticate(page, app.wrong())
    await expect(page.getByText(/does not fit/)).toBeVisible()
    await expect(thing(page, 'button', 'profile')).toHaveCount(0)
    expect(lastActs(desk, who.email, 2)).toEqual(Array(2).fill('session.authenticate failed token-wrong'))
    await authenticate(page, await app.token())
    await expectIn(page)
    expect(keptOf(desk, who.email).sessions).toEqual(['otp'])
    await signOut(page)
  })

  await test.step('M17 a line of the file, pasted as it stands there, stands in for the token', async () => {
    await toSecondStep(page, who)
    await authenticateWithRecoveryCode(page, 'AAAA-BBBB-CCCC-DDDD')
    await expect(page.getByText(/not in the present set/)).toBeVisible()
    await authenticateWithRecoveryCode(page, `  ${first}\r\n`)
    await expectIn(page)
    expect(keptOf(desk, who.email)).toMatchObject({ sessions: ['recovery-code'], codes: { unused: 9, used: 1 } })
    await waitForMail(pickupFolder(desk), { to: who.email, subject: /recovery code was used/ })
  })

  await test.step('M18 it leads to the section, says why, and nowhere else', async () => {
    await expectMfaSection(page)
    await expect(page.getByText('You signed in with a recovery code.')).toBeVisible()
    for (const name of ['accounts', 'outbox']) await expect(thing(page, 'link', name)).toHaveCount(0)
    await expect(thing(page, 'searchbox', 'searchAccounts')).toHaveCount(0)
    for (const path of ['accounts', 'outbox', 'account-management/password']) {
      await page.evaluate((to) => location.assign(`#/${to}`), path)
      await expect(page).toHaveURL(/#\/account-management\/mfa$/)
    }
    await expect(thing(page, 'button', 'clearMfa')).toBeDisabled()
  })

  await test.step('M18 the code is used; the old key and the other codes are as good as before', async () => {
    await signOut(page)
    await toSecondStep(page, who)
    await authenticateWithRecoveryCode(page, first)
    await expect(page.getByText(/was used already/)).toBeVisible()
    await page.getByRole('button', { name: 'Use the code of the app' }).click()
    await authenticate(page, await app.token())
    await expectIn(page)
    await expect(thing(page, 'link', 'accounts')).toBeVisible()
    await signOut(page)
  })

  await test.step('M18 a factor verified anew opens everything, and voids the old key and codes', async () => {
    await toSecondStep(page, who)
    await authenticateWithRecoveryCode(page, second.toLowerCase().replaceAll('-', ' '))
    await expectMfaSection(page)
    const { app: anew } = await setUpOtp(page)
    await expect(thing(page, 'link', 'accounts')).toBeVisible()
    expect(keptOf(desk, who.email)).toMatchObject({ keys: [{ status: 'active' }], codes: { unused: 10, used: 0 } })
    await signOut(page)
    await signInWithCode(page, who, await anew.token())
    await signOut(page)
    await toSecondStep(page, who)
    await authenticateWithRecoveryCode(page, file.shown[2] ?? '')
    await expect(page.getByText(/not in the present set/)).toBeVisible()
  })

  await test.step('a reload keeps the step, and Back to sign in ends it', async () => {
    await page.reload()
    await expect(thing(page, 'heading', 'mfa')).toBeVisible()
    await page.getByRole('button', { name: 'Back to sign in' }).click()
    await expect(page.getByRole('heading', { name: called('signIn') })).toBeVisible()
    expect(keptOf(desk, who.email).sessions).toEqual([])
  })
})
