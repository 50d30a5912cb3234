/** Rows M7 to M9: the window of the recovery codes, its file, its closing, and a key made again. */
import type { Page } from '@playwright/test'
import { makeKey, openMfaSection } from '../pages/mfa-section'
import { everyLanguage, thing, type Spoken } from '../pages/names'
import { closeRecoveryCodes, readKey, saveRecoveryCodes, verify } from '../pages/otp-key'
import { issuer } from '../pages/people'
import { sentences } from '../pages/said'
import { authenticate, signInWithCode, toSecondStep } from '../pages/second-step'
import { expectIn, signIn, signOut } from '../pages/sign-in'
import { authenticator } from '../support/authenticator'
import { expect, test } from '../support/rows-fixture'
import { keptOf, rowsIn } from '../support/store'
import { titled } from '../support/titles'

/** M3 to M5 at once, to the window of the codes. */
async function toTheCodes(page: Page, language: Spoken) {
  await openMfaSection(page, language)
  await makeKey(page, language)
  const app = authenticator((await readKey(page, language)).secret)
  await verify(page, await app.token(), language)
  const dialog = thing(page, 'dialog', 'recoveryCodes', language)
  await expect(dialog).toBeVisible()
  return { app, dialog }
}

for (const language of everyLanguage) {
  test(
    titled('M7 saves the recovery codes as a file, which holds each code alone on its line', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      const { dialog } = await toTheCodes(page, language)
      for (const name of ['copy', 'print']) await expect(thing(dialog, 'button', name, language)).toBeVisible()
      for (const said of [sentences.standIn, sentences.keepSafe]) await expect(dialog).toContainText(said[language])
      const { fileName, bytes, shown } = await saveRecoveryCodes(page, language)
      expect(fileName).toBe(`${issuer}-recovery-codes.txt`)
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      const codes = text.split('\r\n').filter((line) => /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(line))
      expect(new Set(codes).size).toBe(10)
      expect(codes).toEqual(shown)
      for (const said of [issuer, who.email]) expect(text).toContain(said)
      const [set] = rowsIn(house, 'select number, checksum from recovery_sets where account_id = ?', who.id)
      expect(text).toContain(String(set?.['checksum']))
      expect(keptOf(house, who.email).codes).toEqual({ unused: 10, used: 0 })
    },
  )

  test(
    titled('M8 Close before saving asks once; closed, the set-up is complete and the next sign-in asks', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const who = await house.person({ language })
      await signIn(page, who, language)
      const { app, dialog } = await toTheCodes(page, language)
      await expect(dialog).toContainText(sentences.toCheck[language])
      await thing(dialog, 'button', 'close', language).click()
      await expect(dialog.getByRole('alert')).toContainText(sentences.codesNotSaved[language])
      await closeRecoveryCodes(page, language)
      await expect(page.getByText(sentences.toCheck[language]).first()).toBeVisible()
      expect(keptOf(house, who.email)).toMatchObject({ state: 'enrolled-otp', keys: [{ status: 'active' }] })
      await signOut(page, language)
      await signInWithCode(page, who, await app.token(), language)
      expect(keptOf(house, who.email).sessions).toEqual(['otp'])
    },
  )

  test(titled('M9 a key made again replaces the old one only once it is verified', language), async ({ house }) => {
    const page = await house.atSignIn(language)
    const who = await house.person({ method: 'otp', language })
    const [old] = keptOf(house, who.email).keys
    await signInWithCode(page, who, await who.app.token(), language)
    await openMfaSection(page, language)
    await makeKey(page, language)
    const pending = { status: 'pending', id: expect.any(String) as unknown as string }
    expect(keptOf(house, who.email).keys).toEqual([old, pending])
    // pending, it changes nothing: the old one still lets one in
    await signOut(page, language)
    await signInWithCode(page, who, await who.app.token(), language)
    const { app } = await toTheCodes(page, language)
    await saveRecoveryCodes(page, language)
    await closeRecoveryCodes(page, language)
    const { keys, codes } = keptOf(house, who.email)
    expect(keys).toEqual([{ status: 'active', id: expect.not.stringMatching(old?.id ?? '-') as unknown as string }])
    expect(codes).toEqual({ unused: 10, used: 0 })
    await signOut(page, language)
    await toSecondStep(page, who, language)
    // a token of the old key: fresh or used, it is none of the new one
    await authenticate(page, who.app.last(), language)
    await expect(page.getByText(sentences.fitsNot[language])).toBeVisible()
    await authenticate(page, await app.token(), language)
    await expectIn(page, language)
    expect(keptOf(house, who.email).sessions).toEqual(['otp'])
  })
}
