/** The single-use start code in the fragment of the address: taken once, and off the address and the history at once. */
let taken: string | null = null

/** Strips `#start=<code>` from the address. Called first thing, before the router looks at the hash. */
export function takeStartCode(): void {
  const found = /^#start=([\w-]+)$/.exec(window.location.hash)
  if (!found) return
  taken = found[1] ?? null
  window.history.replaceState(null, '', window.location.pathname)
}

/** @returns the start code, once; null afterwards or where the address had none. */
export function useStartCode(): string | null {
  const code = taken
  taken = null
  return code
}
