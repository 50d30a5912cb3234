/** Who may speak to the loopback host at all: judged from the head of a request, before anything is routed or read. */

/** The head of a request as it came: header names and values in turn, doubles and all. */
export interface RequestHead {
  readonly method: string
  readonly target: string
  readonly rawHeaders: readonly string[]
}

export type Verdict =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'call'; readonly path: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405 | 421; readonly code: string }

const refused = (status: 400 | 403 | 404 | 405 | 421, code: string): Verdict => ({ kind: 'refused', status, code })

/** The one value of a header; undefined where it is missing, null where it came more than once. */
export function soleHeader({ rawHeaders }: Pick<RequestHead, 'rawHeaders'>, name: string): string | null | undefined {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
  return values.length > 1 ? null : values[0]
}

/**
 * Keeps out every page that is not ours, in whatever browser on this computer: DNS rebinding by Host, other
 * sites and other local ports by Origin and Sec-Fetch-Site, which no script can set. Origin may be missing on a
 * GET only: browsers send none with those to the own origin, and with every POST they do.
 * @param port the port the host listens on
 */
export function judgeRequest(head: RequestHead, port: number): Verdict {
  const own = `127.0.0.1:${port}`
  // exactly one, byte for byte: no name, no path, no other spelling of the address
  if (soleHeader(head, 'host') !== own) return refused(421, 'host-refused')
  if (!head.target.startsWith('/')) return refused(400, 'target-refused')

  const origin = soleHeader(head, 'origin')
  const site = soleHeader(head, 'sec-fetch-site')
  const isCall = head.target.startsWith('/rpc/')
  const isStart = head.target === '/start'
  if (isCall || isStart) {
    if (head.method !== 'POST') return refused(405, 'method-refused')
    if (origin !== `http://${own}` || site !== 'same-origin') return refused(403, 'origin-refused')
    return isStart ? { kind: 'start' } : { kind: 'call', path: head.target }
  }

  if (head.method !== 'GET') return refused(405, 'method-refused')
  if (origin !== undefined && origin !== `http://${own}`) return refused(403, 'origin-refused')
  const isVisit =
    head.target === '/' &&
    soleHeader(head, 'sec-fetch-mode') === 'navigate' &&
    soleHeader(head, 'sec-fetch-dest') === 'document' &&
    // a typed address says none; a browser opened from a file says cross-site
    (site === 'none' || site === 'cross-site')
  if (site !== 'same-origin' && !isVisit) return refused(403, 'site-refused')
  return { kind: 'file', path: head.target }
}
