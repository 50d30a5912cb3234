/** A hash as it is shown beside a row: enough to compare by eye. */

/** @returns the first eight and the last four characters in groups of four: `7c1e 9a40 … 5b02` */
export const shortHash = (hash: string): string =>
  hash.length <= 12 ? hash : `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`
