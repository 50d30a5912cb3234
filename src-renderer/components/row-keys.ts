/** Which row a key leads to, the same in every list whose rows are walked by keys. */

interface Walk {
  /** Place of the row the keys act on; -1 is none. */
  readonly at: number
  readonly count: number
  /** Rows that stand in sight at once. */
  readonly page: number
}

/** @returns the place of a row there is, or null where the key walks no list or nothing is to be walked */
export function rowAfterKey(key: string, { at, count, page }: Walk): number | null {
  const places: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }
  const to = places[key]
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(to, count - 1))
}

/** @returns rows that fit into a list of that height under `above` pixels of head; one at least */
export const rowsInSight = (list: HTMLElement | null, rowHeight: number, above = 0): number =>
  Math.max(1, Math.floor(((list?.clientHeight ?? 0) - above) / rowHeight) - 1)
