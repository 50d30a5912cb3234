/** The single-use start code in the fragment of the address: taken off the address and the history at once. */
let taken: string | null = null

/** Strips `#start=<code>` from the address. Called first thing, before the router looks at the hash. */
export function takeStartCode(): void {
  const found = /^#start=([\w-]+)$/.exec(window.location.hash)
  if (!found) return
  taken = found[1] ?? null
  window.history.replaceState(null, '', window.location.pathname)
}

/** @returns the start code; null where the address had none or it was spent. */
export const startCode = (): string | null => taken

/** The desk has answered to the start code, one way or the other: it is of no use any more. */
export function spendStartCode(): void {
  taken = null
}
