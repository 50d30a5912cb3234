/** A letter in its two forms, plain and HTML, from the same parts: what one says, the other says. */
import type { Language } from '../../../src-preload/contract/accounts'

export interface LetterParts {
  readonly greeting: string
  readonly says: string
  /** Stands alone on its line; null where there is none. */
  readonly secret: { readonly label: string; readonly value: string; readonly works: string } | null
  /** What staff wrote, as they wrote it, lines ended by LF; null where there is none. */
  readonly message: string | null
  readonly then: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly footer: string
}

/** @returns paragraphs with an empty line between them, lines ended by LF. */
export function plainForm({ greeting, says, secret, message, then, facts, footer }: LetterParts): string {
  const secretLines = secret === null ? [] : [secret.label, secret.value, secret.works]
  const factLines = facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
  return `${[greeting, says, ...secretLines, ...(message === null ? [] : [message]), then, factLines, footer].join('\n\n')}\n`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const sans =
  "font-family:system-ui,-apple-system,'Segoe UI','Hiragino Sans','Yu Gothic UI','Apple SD Gothic Neo','Malgun Gothic',sans-serif"
const paragraph = (text: string, style = ''): string => `<p style="margin:0 0 16px;${style}">${escaped(text)}</p>`

/** Large, and of a face that tells 0 from O and 1 from l: it is read aloud and typed. */
const secretStyle =
  "font-family:ui-monospace,Consolas,Menlo,'Courier New',monospace;font-size:28px;line-height:1.4;font-weight:700;letter-spacing:2px"

/** Styles stand on the elements and nothing is loaded: mail readers drop style sheets and block what is elsewhere. */
export function htmlForm(parts: LetterParts, language: Language, subject: string): string {
  const { greeting, says, secret, message, then, facts, footer } = parts
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" style="padding:2px 16px 2px 0;text-align:left;vertical-align:top;font-weight:400">${escaped(label)}</th>` +
      `<td style="padding:2px 0;vertical-align:top;word-break:break-word">${escaped(value)}</td></tr>`,
  )
  const breaks = language === 'ko' ? ';word-break:keep-all' : ''
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(subject)}</title>`,
    '</head>',
    `<body style="margin:0;padding:24px;${sans};font-size:16px;line-height:1.6${breaks}">`,
    '<div style="max-width:36em">',
    paragraph(greeting),
    paragraph(says),
    ...(secret === null
      ? []
      : [
          paragraph(secret.label, 'margin-bottom:4px;font-weight:700'),
          paragraph(secret.value, secretStyle),
          paragraph(secret.works),
        ]),
    ...(message === null ? [] : [`<p style="margin:0 0 16px">${escaped(message).replaceAll('\n', '<br>\n')}</p>`]),
    paragraph(then),
    `<table style="margin:0 0 16px;border-collapse:collapse;font-size:inherit">${rows.join('')}</table>`,
    paragraph(footer, 'font-size:14px'),
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
