/** Holds the titles of journeys against the rows of the manual. */

/** @returns what is wrong: a row that no title begins with, and titles that name a row otherwise than first and alone. */
export function rowProblems(titles: readonly string[], rows: readonly string[]): string[] {
  const walked = titles.flatMap((title) => {
    const named = [...new Set(title.match(/\bM\d+\b/g) ?? [])]
    const first = /^M\d+\b/.exec(title)?.[0]
    return named.length ? [{ title, named, first }] : []
  })
  const wrong = walked.flatMap(({ title, named, first }) => {
    if (named.length > 1) return [`${title}: names more than a row`]
    if (first === undefined) return [`${title}: does not begin with its row`]
    return rows.includes(first) ? [] : [`${title}: ${first} is no row that is built`]
  })
  const alone = walked.filter(({ named }) => named.length === 1).map(({ first }) => first)
  return [...rows.filter((row) => !alone.includes(row)).map((row) => `${row}: no journey`), ...wrong]
}
