/** What can be said on the command line, and what to answer where it cannot be understood. */

export interface Flags {
  readonly host: 'auto' | 'electron' | 'loopback'
  readonly data: string | undefined
  /** 0 is any free port. */
  readonly port: number
  readonly open: boolean
  readonly demo: boolean
  readonly help: boolean
  /** Not opened but recovered: `email` is who is meant, null the last administrator. */
  readonly recover: { readonly email: string | null } | null
}

export const helpText = `MFA Desk

  npm start -- [flags]

  --host auto|electron|loopback   where the desk opens; auto takes Electron where it is installed
                                  and there is a display, else a browser (auto)
  --data <folder>                 where the store lies
  --port <n>                      port of the loopback host, 0 for any free one (0)
  --no-open                       print the address and open no browser
                                  both mean --host loopback, and do not go with --host electron
  --demo                          a throw-away store with made-up accounts, gone when the desk closes
  --recover-administrator [email] gives the last administrator, or the one named, a temporary password and
                                  clears their MFA; asks for the printed recovery key at this terminal
  --help                          this text
`

const hosts = ['auto', 'electron', 'loopback'] as const

/** @returns the flags, or a sentence about the first one that cannot be understood. */
export function readFlags(argv: readonly string[]): { flags: Flags } | { problem: string } {
  const found: { -readonly [K in keyof Flags]: Flags[K] } = {
    host: 'auto',
    data: undefined,
    port: 0,
    open: true,
    demo: false,
    help: false,
    recover: null,
  }
  const rest = argv.flatMap((arg) => {
    const at = arg.startsWith('--') ? arg.indexOf('=') : -1
    return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)]
  })
  const seen = new Set<string>()
  while (rest.length) {
    const flag = rest.shift() ?? ''
    if (seen.has(flag)) return { problem: `${flag} is given twice.` }
    seen.add(flag)
    if (flag === '--no-open') found.open = false
    else if (flag === '--demo') found.demo = true
    else if (flag === '--help') found.help = true
    else if (flag === '--recover-administrator') {
      const named = rest[0] !== undefined && !rest[0].startsWith('--')
      found.recover = { email: named ? (rest.shift() ?? null) : null }
    } else if (flag === '--host' || flag === '--data' || flag === '--port') {
      const value = rest.shift()
      if (!value || value.startsWith('--')) return { problem: `${flag} needs a value.` }
      if (flag === '--data') found.data = value
      else if (flag === '--port') {
        if (!/^\d{1,5}$/.test(value) || Number(value) > 65535)
          return { problem: '--port needs a number from 0 to 65535.' }
        found.port = Number(value)
      } else {
        const host = hosts.find((name) => name === value)
        if (!host) return { problem: `--host is one of ${hosts.join(', ')}.` }
        found.host = host
      }
    } else return { problem: `${flag} is not a flag of MFA Desk. --help lists them.` }
  }
  if (found.demo && found.data !== undefined)
    return { problem: '--demo makes a throw-away folder of its own; leave out --data.' }
  if (found.recover?.email === '') return { problem: '--recover-administrator takes an address, or nothing.' }
  const other = [...seen].find((flag) => !['--recover-administrator', '--data', '--help'].includes(flag))
  if (found.recover && other !== undefined)
    return { problem: `--recover-administrator opens no desk; leave out ${other}.` }
  // a window has no address: whoever asks for one, or for none to be opened, wants the loopback host
  const ofLoopback = !found.open ? '--no-open' : found.port !== 0 ? '--port' : null
  if (ofLoopback && found.host === 'electron')
    return { problem: `${ofLoopback} is for a browser and does not go with --host electron; leave one of them out.` }
  if (ofLoopback) found.host = 'loopback'
  return { flags: found }
}
