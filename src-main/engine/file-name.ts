/** Makes a name people chose fit to stand in a file name on every system. */

/** Bytes kept of the name; with what follows it stays under 143, the least any common file system allows. */
const bytesMost = 100

/** Refused by Windows, a separator, or invisible and able to turn the name round on the screen. */
const refused = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
/** Windows opens a device for these, whatever follows the first dot. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(\.|$))/i

/**
 * @param name what people call it; may hold anything
 * @param instead used where nothing is left
 * @returns the beginning of a file name: every refused character is a `-`, it hides nothing (no leading dot), names
 *   no device and is at most 100 bytes long, cut between characters as people see them
 */
export function fileNamePart(name: string, instead: string): string {
  const safe = name
    .normalize('NFC')
    .replace(refused, '-')
    .trim()
    .replace(/^\.+/, (dots) => '-'.repeat(dots.length))
    .replace(device, '$1-')
  let part = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(safe)) {
    if (Buffer.byteLength(part + segment) > bytesMost) break
    part += segment
  }
  return part === '' ? instead : part
}
