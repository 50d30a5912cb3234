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
 * @param most bytes: less where another part follows
 * @returns the beginning of a file name: every refused character is a `-`, it hides nothing (no leading dot), names
 *   no device and is at most `most` bytes long, cut between characters as people see them
 */
export function fileNamePart(name: string, instead: string, most = bytesMost): string {
  const safe = name
    .normalize('NFC')
    .replace(refused, '-')
    .trim()
    .replace(/^\.+/, (dots) => '-'.repeat(dots.length))
    .replace(device, '$1-')
  let part = ''
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(safe)) {
    if (Buffer.byteLength(part + segment) > most) break
    part += segment
  }
  return part === '' ? instead : part
}

/**
 * @returns gives each name once, as systems compare them that tell no case and no spelling of an accent apart: one that
 *   was given before gets ` (2)`, ` (3)` … before its ending
 */
export function distinctNames(): (name: string) => string {
  const given = new Set<string>()
  return (name) => {
    const dot = name.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
    for (let nr = 1; ; nr += 1) {
      const tried = nr === 1 ? name : `${stem} (${nr})${ending}`
      const key = tried.normalize('NFC').toLowerCase()
      if (given.has(key)) continue
      given.add(key)
      return tried
    }
  }
}
