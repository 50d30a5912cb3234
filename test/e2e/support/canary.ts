/** Secrets that were shown once, and every place they must not be found in afterwards. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Page } from '@playwright/test'

/** What was shown or typed, by what it is. */
export interface Shown {
  /** OTP key as Base32. */
  readonly otpKey: string
  /** Recovery codes as `XXXX-XXXX-XXXX-XXXX`. */
  readonly recoveryCodes: readonly string[]
  /** Groups of the printed recovery key of the store. */
  readonly recoveryKey: readonly string[]
  readonly password: string
}

const fours = (text: string): string[] => text.match(/.{1,4}/g) ?? []

function bytesOfBase32(text: string): Buffer {
  const bits = [...text].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
  const octets = bits.join('').match(/.{8}/g) ?? []
  return Buffer.from(octets.map((octet) => Number.parseInt(octet, 2)))
}

/** @returns each secret in the forms it may lie about in: as written, run together, in groups, as bytes. */
function formsOf({ otpKey, recoveryCodes, recoveryKey, password }: Shown): [string, Buffer][] {
  const key = bytesOfBase32(otpKey)
  const texts: [string, string][] = [
    ['OTP key', otpKey],
    ['OTP key', otpKey.toLowerCase()],
    ['OTP key in groups', fours(otpKey).join(' ')],
    ['OTP key in hex', key.toString('hex')],
    ['OTP key in Base64', key.toString('base64').replaceAll('=', '')],
    ...recoveryCodes.flatMap((code, at): [string, string][] => [
      [`recovery code ${at + 1}`, code],
      [`recovery code ${at + 1}`, code.replaceAll('-', '')],
      [`recovery code ${at + 1}`, code.toLowerCase()],
    ]),
    ...['', '-', ' '].map((between): [string, string] => ['recovery key of the store', recoveryKey.join(between)]),
    ['password', password],
  ]
  return [
    ['OTP key as bytes', key],
    ...texts.map(([what, text]): [string, Buffer] => [what, Buffer.from(text, 'utf8')]),
    ...texts.map(([what, text]): [string, Buffer] => [what, Buffer.from(text, 'utf16le')]),
  ]
}

/** @returns which secrets stand in `bytes`, each named once. */
export function secretsIn(shown: Shown, bytes: Buffer | string): string[] {
  const where = Buffer.from(bytes)
  return [...new Set(formsOf(shown).flatMap(([what, form]) => (where.includes(form) ? [what] : [])))]
}

/** @returns `file: secret` for each found in any file below `folder`, and how many files were read. */
export function secretsBelow(shown: Shown, folder: string): { files: string[]; found: string[] } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const found = files.flatMap((file) =>
    secretsIn(shown, readFileSync(file)).map((what) => `${relative(folder, file)}: ${what}`),
  )
  return { files: files.map((file) => relative(folder, file)), found }
}

/** @returns everything the page keeps or shows: its elements, what stands in its fields, storage, address, title. */
export const keptByPage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)
    const databases = (await indexedDB.databases()).map(({ name }) => name)
    const cached = 'caches' in globalThis ? await caches.keys() : []
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      { ...sessionStorage },
      { ...localStorage },
      document.cookie,
      location.href,
      history.state,
      document.title,
      performance.getEntriesByType('resource').map(({ name }) => name),
      databases,
      cached,
    ])
  })

/** Listens to what a page asks for and says. @returns addresses of requests and pages, and the lines of its console, as they come */
export function listen(page: Page): readonly string[] {
  const heard: string[] = []
  page.on('request', (request) => heard.push(request.url(), JSON.stringify(request.headers())))
  page.on('framenavigated', (frame) => heard.push(frame.url()))
  page.on('console', (message) => heard.push(message.text()))
  return heard
}
