/** How a report is written: CSV as RFC 4180 has it, with what a spreadsheet would run disarmed; and JSON Lines. */

/** Byte order mark: without it a spreadsheet takes UTF-8 for the code page of its computer. */
export const byteOrderMark = '\ufeff'

/**
 * What a spreadsheet takes for a formula, full-width forms too; an apostrophe in front keeps it text. So does a text get
 * one that looks disarmed already: else its own would be taken off as ours.
 */
const armed = /^'*[=+\-@\t\r＝＋－＠]/

/** @returns `text` as one field. Our own import takes the apostrophe off again. */
export function csvField(text: string): string {
  const safe = armed.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** @returns one line with its end. */
export const csvLine = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`

/** @returns one line with its end; what would end a line early elsewhere is escaped. */
export const jsonLine = (value: object): string =>
  `${JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`
