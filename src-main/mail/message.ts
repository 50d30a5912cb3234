/** A letter as a message of RFC 5322: the same bytes for every way out. */
import { domainToASCII } from 'node:url'
import MailComposer from 'nodemailer/lib/mail-composer'
import { isEmailAddress } from '../engine/email-address'
import type { Letter, Outcome } from './mailer'
import { oneLine } from './one-line'

export interface Message {
  readonly bytes: Buffer
  /** Both with the domain in ASCII (RFC 5890), as the envelope needs them. */
  readonly from: string
  readonly to: string
}

/** RFC 5322, 3.6.4, without quoting and comments: what the desk makes. */
const messageIdShape = /^<([A-Za-z0-9.-]+)@([^\s<>@\p{Cc}]+)>$/u

function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`
}

/**
 * Whether the letter can be sent at all. An address with a comma, a line break or a second @ never gets as far as a
 * header: nobody but the one recipient is to be reached by it (CVE-2021-23400).
 * @returns null where it can
 */
export function unfit(letter: Letter): Outcome | null {
  const fits = (address: string) => isEmailAddress(address) && isEmailAddress(asciiAddress(address))
  if (!fits(letter.to))
    return { kind: 'refused', words: 'The address of the recipient is not one mail can be sent to.' }
  if (!fits(letter.from.address)) return { kind: 'put-off', words: 'The address of the sender is not one.' }
  if (!messageIdShape.test(letter.messageId)) return { kind: 'refused', words: 'The Message-ID is not one.' }
  return null
}

/**
 * @param letter one that is not `unfit`
 * @throws RangeError where its instant is none
 */
export async function composeMessage(letter: Letter): Promise<Message> {
  const date = new Date(letter.at)
  if (Number.isNaN(date.getTime())) throw new RangeError('the instant of the letter is none')
  const from = asciiAddress(letter.from.address)
  const to = asciiAddress(letter.to)
  const node = new MailComposer({
    from: { name: oneLine(letter.from.name), address: from },
    to: { name: '', address: to },
    subject: oneLine(letter.subject),
    messageId: asciiAddress(letter.messageId.slice(1, -1)),
    date,
    text: letter.text,
    html: letter.html,
    // RFC 3834, 5: no out-of-office answers to a mail nobody reads answers to
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return { bytes: await node.build(), from, to }
}
