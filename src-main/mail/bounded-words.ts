/** What a server said, made fit to keep and to show: one line, bounded, without what signed in. */
import { oneLine } from './one-line'

const charactersMost = 500

/**
 * Servers echo what they were sent: Postfix ends its 535 with the last challenge, others repeat the name.
 * @returns `said` without the password: in clear, in Base64, and with the user as RFC 4616 sends both
 */
export function withoutSignIn(said: string, user: string, password: string): string {
  if (password === '') return said
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const forms = [password, base64(password), base64(`\0${user}\0${password}`), base64(`${user}\0${user}\0${password}`)]
  return forms.reduce((left, form) => left.replaceAll(form, '***'), said)
}

/** @returns `said` on one line, without control characters, at most 500 characters. */
export function boundedWords(said: string): string {
  const line = oneLine(said)
  const characters = [...line]
  return characters.length <= charactersMost ? line : `${characters.slice(0, charactersMost - 1).join('')}…`
}
