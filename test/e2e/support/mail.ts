/** Mail as people get it: from the real server of a journey, or as files of the pickup folder; and the code in it. */
import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { readMail, type ReadMail } from '../../doubles/read-mail'
import type { DeskUnderTest } from './desk-fixture'

/** Gives all mails in order of arrival. */
export type Mailbox = () => readonly ReadMail[] | Promise<readonly ReadMail[]>

/** The folder of a desk that has no mail server: one file a mail, named so that they sort by their time. */
export const pickupFolder =
  (desk: DeskUnderTest): Mailbox =>
  async () => {
    const folder = join(desk.dataFolder, 'mail-pickup')
    if (!existsSync(folder)) return []
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    return Promise.all(names.sort().map((name) => readMail(readFileSync(join(folder, name)))))
  }

export const server =
  ({ mails }: { readonly mails: readonly ReadMail[] }): Mailbox =>
  () =>
    mails

/** What is looked for: to whom, and words of the subject. */
export interface Wanted {
  readonly to: string
  readonly subject: RegExp
}

export async function mailsOf(box: Mailbox, { to, subject }: Wanted): Promise<ReadMail[]> {
  return (await box()).filter((mail) => mail.recipients.join() === to && subject.test(mail.subject))
}

/** Waits for mail number `count` of those that are wanted, and for no more than that. */
export async function waitForMail(box: Mailbox, wanted: Wanted, count = 1): Promise<ReadMail> {
  await expect.poll(async () => (await mailsOf(box, wanted)).length, { timeout: 15_000 }).toBe(count)
  const mail = (await mailsOf(box, wanted)).at(-1)
  if (!mail) throw new Error('no such mail')
  return mail
}

/** Waits for the mail with another code than `former`, wherever that one has got to. @returns the new code */
export async function waitForNewCode(box: Mailbox, wanted: Wanted, former: string): Promise<string> {
  const others = async () => (await mailsOf(box, wanted)).map(codeIn).filter((code) => code !== former)
  await expect.poll(others).toHaveLength(1)
  return (await others())[0] ?? ''
}

/** M11: the Verification Code, which stands alone on its line. */
export function codeIn({ text }: Pick<ReadMail, 'text'>): string {
  const codes = text.split('\n').filter((line) => /^\d{8}$/.test(line.trim()))
  expect(codes, 'lines that are a code and nothing else').toHaveLength(1)
  return codes[0]?.trim() ?? ''
}

/** @returns another code than that one, of as many digits. */
export const otherCode = (code: string): string =>
  String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
