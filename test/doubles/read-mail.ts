/** A mail as its reader gets it: parsed by a second opinion, mailparser, that knows nothing of how it was made. */
import { simpleParser, type AddressObject } from 'mailparser'

export interface ReadMail {
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  /** Everybody named by To, Cc and Bcc. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  /** ISO-8601 UTC. */
  readonly at: string
  /** Lower case, in order, as often as they stand there. */
  readonly headerNames: readonly string[]
  /** Value of the first header of that name, as it stands in the mail. */
  header(name: string): string
  readonly attachments: number
}

const addressesOf = (field: AddressObject | AddressObject[] | undefined): string[] =>
  [field ?? []].flat().flatMap(({ value }) => value.flatMap((one) => [one, ...(one.group ?? [])].map(textOf)))
const textOf = ({ address = '' }: { address?: string | undefined }): string => address

export async function readMail(bytes: Buffer): Promise<ReadMail> {
  const mail = await simpleParser(bytes)
  const lines = mail.headerLines.map(({ key, line }) => ({ key, value: line.slice(key.length + 1).trim() }))
  const from = mail.from?.value[0]
  return {
    messageId: mail.messageId ?? '',
    from: { name: from?.name ?? '', address: from?.address ?? '' },
    recipients: [mail.to, mail.cc, mail.bcc].flatMap(addressesOf),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? '' : mail.html,
    at: mail.date?.toISOString() ?? '',
    headerNames: lines.map(({ key }) => key),
    header: (name) => lines.find(({ key }) => key === name)?.value ?? '',
    attachments: mail.attachments.length,
  }
}
