/** Which character separates the fields: the one that cuts the first records into the same number of parts. */
import type { Separator } from '../../src-preload/contract/imports'

const candidates: readonly Separator[] = [',', ';', '\t', '|']
const recordsLooked = 50

/** @param head - text of the beginning of the file, without a byte order mark. @returns `,` where none separates anything. */
export function findSeparator(head: string): Separator {
  let best: Separator = ','
  let bestScore = 0
  for (const separator of candidates) {
    const counts = countPerRecord(head, separator)
    const inHeader = counts[0] ?? 0
    if (inHeader === 0) continue
    const alike = counts.filter((count) => count === inHeader).length / counts.length
    // Agreement first; among those that agree, the one that cuts finer.
    const score = alike * 1000 + inHeader
    if (score > bestScore) [best, bestScore] = [separator, score]
  }
  return best
}

/** How often `separator` stands outside quotes in each of the first records; the last, perhaps cut one is left out. */
function countPerRecord(head: string, separator: string): number[] {
  const counts: number[] = []
  let [count, quoted, length] = [0, false, 0]
  for (const letter of head) {
    if (letter === '"') quoted = !quoted
    if (!quoted && (letter === '\n' || letter === '\r')) {
      if (length > 0) counts.push(count)
      if (counts.length === recordsLooked) return counts
      ;[count, length] = [0, 0]
      continue
    }
    length += 1
    if (!quoted && letter === separator) count += 1
  }
  return counts.length === 0 ? [count] : counts
}
