/** One account's OTP key: re-issue it, read it off the screen, verify a token, and take the recovery codes. */
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { readQr } from '../../oracles/qr'
import { totp } from '../../oracles/totp'
import { thing, type Spoken } from './names'

export interface ShownKey {
  /** Base32 as the text shows it, without blanks. */
  readonly secret: string
  /** What the picture says. */
  readonly uri: URL
}

/** M22: asks for a new key; the reason is part of it. */
export async function reissue(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Re-issue OTP key' }).click()
  const ask = page.getByRole('dialog')
  await ask.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await ask.getByRole('button', { name: 'Re-issue OTP key' }).click()
  await expect(page.getByRole('img', { name: 'OTP key QR code' })).toBeVisible()
}

/** M4: the key as text, and the QR code decoded from a picture of it. */
export async function readKey(page: Page, language: Spoken = 'en'): Promise<ShownKey> {
  const text = await thing(page, 'textbox', 'otpKey', language).inputValue()
  const picture = await thing(page, 'img', 'qrCode', language).screenshot()
  return { secret: text.replaceAll(' ', ''), uri: new URL(readQr(picture)) }
}

export const tokenNow = ({ secret }: ShownKey): string => totp({ secret, nowMs: Date.now() })

/** @returns six digits that this key shows at no time within an hour. */
export function tokenOfNoTime({ secret }: ShownKey): string {
  const near = new Set(
    Array.from({ length: 240 }, (_, at) => totp({ secret, nowMs: Date.now() + (at - 120) * 30_000 })),
  )
  const far = Array.from({ length: 300 }, (_, at) => String(at * 3331).padStart(6, '0')).find(
    (token) => !near.has(token),
  )
  return far ?? '000000'
}

/** M5: types a token and presses Verify OTP key. */
export async function verify(page: Page, token: string, language: Spoken = 'en'): Promise<void> {
  await thing(page, 'textbox', 'otpToken', language).fill(token)
  await thing(page, 'button', 'verifyKey', language).click()
}

/** M7: saves the recovery codes and reads the file back. */
export async function saveRecoveryCodes(
  page: Page,
  language: Spoken = 'en',
): Promise<{ fileName: string; bytes: Buffer; shown: string[] }> {
  const dialog = thing(page, 'dialog', 'recoveryCodes', language)
  await expect(dialog).toBeVisible()
  const shown = (await dialog.innerText()).match(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/g) ?? []
  const saving = page.waitForEvent('download')
  await thing(dialog, 'button', 'saveCodes', language).click()
  const download = await saving
  const bytes = readFileSync(await download.path())
  return { fileName: download.suggestedFilename(), bytes, shown }
}

/** M8: closes the window of the codes. */
export async function closeRecoveryCodes(page: Page, language: Spoken = 'en'): Promise<void> {
  const dialog = thing(page, 'dialog', 'recoveryCodes', language)
  await thing(dialog, 'button', 'close', language).click()
  await expect(dialog).toBeHidden()
}
