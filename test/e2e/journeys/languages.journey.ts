/** Signing in, setting up and coming back with a recovery code, in Japanese and in Korean, by the names of the manual. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expectMfaSection, makeKey, openMfaSection, sendToken, takingAway, verifyToken } from '../pages/mfa-section'
import { called, chooseLanguage, thing, type Spoken } from '../pages/names'
import { closeRecoveryCodes, readKey, saveRecoveryCodes, verify } from '../pages/otp-key'
import { authenticate, authenticateWithRecoveryCode, toSecondStep } from '../pages/second-step'
import { expectIn, openProfileMenu, signIn, signOut } from '../pages/sign-in'
import { authenticator } from '../support/authenticator'
import { expect, test } from '../support/desk-fixture'
import { codeIn, pickupFolder, waitForMail } from '../support/mail'
import { keptOf, rowsIn } from '../support/store'

const pictures = resolve(import.meta.dirname, '../../../test-results/pictures')

const inOtherWords = {
  ja: { signInCode: /ログイン用/, setUpCode: /設定用/ },
  ko: { signInCode: /로그인용/, setUpCode: /설정용/ },
} as const

/** Words that stand on a page in another script than that of the language: left behind in English. */
const latinSentence = /\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\b/

for (const language of ['ja', 'ko'] as const satisfies readonly Spoken[]) {
  test(`M1 M2 M3 M4 M5 M6 M7 M8 M10 M11 M12 M14 M15 M16 M17 M18 M19 M20 in ${language}: signing in, setting up, recovery`, async ({
    desk,
    hostName,
  }) => {
    const page = await desk.start({ demo: true })
    const who = desk.demoAccount('user')
    const words = inOtherWords[language]
    const picture = async (name: string) => {
      const path = resolve(pictures, `${hostName}-${language}-${name}.png`)
      mkdirSync(dirname(path), { recursive: true })
      await page.screenshot({ path })
      expect((await page.getByRole('main').innerText()).replaceAll(who.email, '')).not.toMatch(latinSentence)
    }
    const section = (shown: Page) => shown.getByRole('main')

    await test.step('the language is chosen before anybody has signed in', async () => {
      await chooseLanguage(page, language)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(thing(page, 'button', 'signIn', language)).toBeVisible()
      await picture('1-sign-in')
      await signIn(page, who, language)
    })

    await test.step('the language of the account is that of its mails, too', async () => {
      await openProfileMenu(page, language)
      await thing(page, 'menuitem', 'accountManagement', language).click()
      await section(page).locator('a[href$="/account-management/language"]').click()
      await page.getByRole('radio', { name: 'English' }).check()
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
      await page.getByRole('radio', { name: language === 'ja' ? '日本語' : '한국어' }).check()
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      expect(rowsIn(desk, 'select language from accounts where email = ?', who.email)).toEqual([{ language }])
    })

    await test.step('M1 M2 M14 the section, its methods, and nothing to take away yet', async () => {
      await openMfaSection(page, language)
      for (const name of ['otpMethod', 'emailMethod']) await expect(thing(page, 'radio', name, language)).toBeVisible()
      await expect(takingAway(page, language).deleteKey).toBeDisabled()
      await expect(takingAway(page, language).clear).toBeDisabled()
    })

    await makeKey(page, language)
    const app = authenticator((await readKey(page, language)).secret)
    await test.step('M3 M4 M5 M6 a key is made, a wrong token refused, the right one taken', async () => {
      await picture('2-set-up')
      await verify(page, app.wrong(), language)
      await expect(section(page).getByRole('alert').first()).toBeVisible()
      await expect(thing(page, 'img', 'qrCode', language)).toBeVisible()
      await verify(page, await app.token(), language)
    })

    const { shown } = await saveRecoveryCodes(page, language)
    await test.step('M7 M8 the window of the codes', async () => {
      const dialog = thing(page, 'dialog', 'recoveryCodes', language)
      for (const name of ['copy', 'print']) await expect(thing(dialog, 'button', name, language)).toBeVisible()
      expect(shown).toHaveLength(10)
      await closeRecoveryCodes(page, language)
      expect(keptOf(desk, who.email)).toMatchObject({ state: 'enrolled-otp', codes: { unused: 10, used: 0 } })
      await picture('3-enrolled')
      await signOut(page, language)
    })

    await test.step('M16 M20 the second step', async () => {
      await toSecondStep(page, who, language)
      await authenticate(page, app.wrong(), language)
      // why it was refused stands at the field
      await expect(thing(page, 'textbox', 'authenticationCode', language)).toHaveAccessibleDescription(/\S/)
      await picture('4-second-step')
      await authenticate(page, await app.token(), language)
      await expectIn(page, language)
      expect(keptOf(desk, who.email).sessions).toEqual(['otp'])
      await signOut(page, language)
    })

    await test.step('M17 M18 a recovery code leads to set-up and nowhere else', async () => {
      await toSecondStep(page, who, language)
      await authenticateWithRecoveryCode(page, shown[0] ?? '', language)
      await expectIn(page, language)
      await expectMfaSection(page, language)
      await picture('5-after-recovery')
      expect(keptOf(desk, who.email)).toMatchObject({ sessions: ['recovery-code'], codes: { unused: 9, used: 1 } })
    })

    await test.step('M10 M11 M12 email is set up anew with a mail in this language', async () => {
      await sendToken(page, language)
      const mail = await waitForMail(pickupFolder(desk), { to: who.email, subject: words.setUpCode })
      for (const name of ['authenticationToken', 'verifyEmailToken'])
        expect(mail.text).toContain(called(name, language))
      await verifyToken(page, codeIn(mail), language)
      await expect(takingAway(page, language).clear).toBeEnabled()
      expect(keptOf(desk, who.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true, codes: null })
    })

    await test.step('M19 the code is mailed when the page appears, and it is in this language', async () => {
      await signOut(page, language)
      await toSecondStep(page, who, language)
      await expect(thing(page, 'button', 'sendAgain', language)).toBeVisible()
      const mail = await waitForMail(pickupFolder(desk), { to: who.email, subject: words.signInCode })
      await authenticate(page, codeIn(mail), language)
      await expectIn(page, language)
      expect(keptOf(desk, who.email).sessions).toEqual(['email'])
    })
  })
}
