/** Lines of an embedded file, one after the other, without a second copy of it. */

/** Every line with its end; what stands after the last line end is a line too. */
export function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    yield text.slice(at, next)
    at = next
  }
}

/** @returns undefined where it is no JSON */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * Reads a line that must stand exactly as we write it: otherwise two readers could read it two ways.
 * @param write - what we would write
 */
export function readLine<T>(line: string, write: (value: T) => string): T | null {
  const value = parsed(line)
  if (typeof value !== 'object' || value === null) return null
  try {
    return write(value as T) === line ? (value as T) : null
  } catch {
    return null
  }
}
