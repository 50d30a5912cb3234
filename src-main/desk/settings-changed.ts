/** Old and new of changed settings, as the audit log is told of them. */
import type { Detail } from './audit-row'

type Values = Readonly<Record<string, string | number>>

/** @returns `name before` and `name` of each value of `after` that was another one; nothing for what stayed. */
export function differencesOf<T extends Values>(before: T, after: T): Detail {
  const pairs = Object.keys(after)
    .filter((name) => before[name] !== after[name])
    .flatMap((name) => [
      [`${name} before`, before[name]],
      [name, after[name]],
    ])
  return Object.fromEntries(pairs) as Detail
}
