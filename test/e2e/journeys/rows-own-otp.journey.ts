/** Rows M1 to M6: to Account management, and an OTP key made, shown, verified, refused and dropped. */
import { makeKey, openMfaSection } from '../pages/mfa-section'
import { everyLanguage, thing } from '../pages/names'
import { readKey, verify } from '../pages/otp-key'
import { issuer } from '../pages/people'
import { sentences } from '../pages/said'
import { openProfileMenu, signIn } from '../pages/sign-in'
import { authenticator } from '../support/authenticator'
import { expect, test } from '../support/rows-fixture'
import { keptOf, lastActs } from '../support/store'
import { titled } from '../support/titles'

for (const language of everyLanguage) {
  test(titled('M1 the profile icon opens a menu that leads to Account management', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ role: 'operator', language })
    await signIn(page, who, language)
    const icon = await thing(page, 'button', 'profile', language).boundingBox()
    expect(icon && icon.x > 640 && icon.y < 100, 'at the top right').toBe(true)
    await expect(page).not.toHaveURL(/account-management/)
    await openProfileMenu(page, language)
    await thing(page, 'menuitem', 'accountManagement', language).click()
    await expect(page).toHaveURL(/#\/account-management/)
    await expect(thing(page, 'link', 'mfa', language)).toBeVisible()
    expect(keptOf(house, who.email)).toMatchObject({ state: 'not-enrolled', sessions: ['password'] })
  })

  test(
    titled('M2 the section has OTP, which is recommended, and Email, and says what MFA and an OTP are', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      await openMfaSection(page, language)
      await expect(page.getByRole('radio')).toHaveCount(2)
      await expect(thing(page, 'radio', 'otpMethod', language)).toHaveAccessibleDescription(
        sentences.recommended[language],
      )
      await expect(thing(page, 'radio', 'emailMethod', language)).not.toHaveAccessibleDescription(
        sentences.recommended[language],
      )
      const section = page.getByRole('main')
      await expect(section).toContainText(sentences.moreSteps[language])
      await expect(section).toContainText(sentences.usedOnce[language])
      // looking around has changed nothing
      expect(keptOf(house, who.email)).toMatchObject({ state: 'not-enrolled', keys: [], codes: null, hasEmail: false })
    },
  )

  test(titled('M3 chooses OTP, is told of the app, and makes a key', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ language })
    await signIn(page, who, language)
    await openMfaSection(page, language)
    await thing(page, 'radio', 'otpMethod', language).check()
    await expect(page.getByText(sentences.needsApp[language])).toBeVisible()
    expect(keptOf(house, who.email).keys).toEqual([])
    await makeKey(page, language)
    expect(keptOf(house, who.email)).toMatchObject({ state: 'pending', keys: [{ status: 'pending' }] })
  })

  test(
    titled('M4 the picture and the text are the key that the store has, with the account name to type', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      await openMfaSection(page, language)
      await makeKey(page, language)
      const { secret, uri } = await readKey(page, language)
      expect(secret).toMatch(/^[A-Z2-7]{32}$/)
      expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp'])
      expect(decodeURIComponent(uri.pathname)).toBe(`/${issuer}:${who.email}`)
      expect([uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual([secret, issuer])
      const main = page.getByRole('main')
      for (const how of [sentences.scan, sentences.typeIn]) await expect(main.getByText(how[language])).toBeVisible()
      await expect(main.getByText(who.email, { exact: true }).first()).toBeVisible()
      // an app that only ever saw the picture shows what the desk takes
      await verify(page, await authenticator(uri.searchParams.get('secret') ?? '').token(), language)
      await expect(thing(page, 'dialog', 'recoveryCodes', language)).toBeVisible()
      expect(keptOf(house, who.email)).toMatchObject({ state: 'enrolled-otp', keys: [{ status: 'active' }] })
    },
  )

  test(
    titled(
      'M5 a pending key changes nothing, is dropped by Cancel set-up, and counts once its token is verified',
      language,
    ),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      await openMfaSection(page, language)
      await makeKey(page, language)
      const pending = keptOf(house, who.email)
      expect(pending).toMatchObject({ state: 'pending', keys: [{ status: 'pending' }], codes: null })
      const { email, password } = who
      expect(await house.hand.at().session.signIn({ email, password })).toMatchObject({ kind: 'in' })
      await thing(page, 'button', 'cancelSetUp', language).click()
      await expect(thing(page, 'img', 'qrCode', language)).toHaveCount(0)
      expect(keptOf(house, who.email)).toMatchObject({ state: 'not-enrolled', keys: [] })
      await makeKey(page, language)
      await verify(page, await authenticator((await readKey(page, language)).secret).token(), language)
      await expect(thing(page, 'dialog', 'recoveryCodes', language)).toBeVisible()
      const { keys, state, codes } = keptOf(house, who.email)
      expect({ state, codes }).toEqual({ state: 'enrolled-otp', codes: { unused: 10, used: 0 } })
      expect(keys).toEqual([
        { status: 'active', id: expect.not.stringMatching(pending.keys[0]?.id ?? '-') as unknown as string },
      ])
    },
  )

  test(
    titled('M6 a wrong token is refused with its reason, and the pending key stays', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      await openMfaSection(page, language)
      await makeKey(page, language)
      const { keys } = keptOf(house, who.email)
      const app = authenticator((await readKey(page, language)).secret)
      await verify(page, app.wrong(), language)
      await expect(page.getByText(sentences.fitsNoKey[language])).toBeVisible()
      await expect(thing(page, 'img', 'qrCode', language)).toBeVisible()
      expect(lastActs(house, who.email)).toEqual(['self.verifyOtpKey failed token-wrong'])
      expect(keptOf(house, who.email)).toMatchObject({ state: 'pending', keys })
      await verify(page, await app.token(), language)
      await expect(thing(page, 'dialog', 'recoveryCodes', language)).toBeVisible()
      expect(keptOf(house, who.email).keys).toEqual([{ ...keys[0], status: 'active' }])
    },
  )
}
