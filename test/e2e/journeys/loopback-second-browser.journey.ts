/** Loopback only: a second browser of the same person is out once they sign out everywhere else, and once their MFA is cleared. */
import { doAct } from '../pages/account-acts'
import { openAccount } from '../pages/accounts'
import { runDeskProcess } from '../hosts/desk-process'
import { openMfaSection, setUpOtp } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { signIn, signOut } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { keptOf } from '../support/store'

test('M24 a second browser of the same person is out once they sign out everywhere else, and once their MFA is cleared', async ({
  desk,
  browser,
}) => {
  const page = await desk.start({ demo: true })
  const who = desk.demoAccount('user')
  const second = await runDeskProcess(['--data', desk.dataFolder], desk.keyFolder)
  const address = /http:\/\/127\.0\.0\.1:\d+\/#start=\S+/.exec(second.out)?.[0] ?? ''
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(address)

  await test.step('signing out everywhere else ends the other one', async () => {
    await signIn(other, who)
    await signIn(page, who)
    await openMfaSection(page)
    await page.getByRole('main').getByRole('link', { name: 'Active sessions' }).click()
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect(page.getByText('1 other sign-in has ended.')).toBeVisible()
    expect(keptOf(desk, who.email).sessions).toHaveLength(1)
    await other.getByRole('main').getByRole('link', { name: 'Active sessions' }).click()
    await expect(other.getByText('This sign-in has ended.')).toBeVisible()
    await signOut(page)
  })

  await signIn(other, who)
  await openMfaSection(other)
  await setUpOtp(other)
  expect(keptOf(desk, who.email)).toMatchObject({ state: 'enrolled-otp', sessions: ['password'] })

  await signIn(page, desk.demoAccount('helpdesk'))
  await openAccount(page, who.email, 'Demo user')
  await doAct(page, called('clearMfa'), 'Phone stolen')
  // the dialog says what follows before it is done
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Must re-enrol').first()).toBeVisible()
  expect(keptOf(desk, who.email)).toMatchObject({ state: 'must-re-enrol', keys: [], codes: null, sessions: [] })

  await thing(other, 'radio', 'otpMethod').check()
  await thing(other, 'button', 'makeKey').click()
  await expect(other.getByText('This sign-in has ended.')).toBeVisible()
  await expect(thing(other, 'img', 'qrCode')).toHaveCount(0)
  expect(keptOf(desk, who.email)).toMatchObject({ keys: [], sessions: [] })
  await context.close()
})
