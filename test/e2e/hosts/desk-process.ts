/** The desk as a process of its own, started as a person starts it: `node src-main/launch.ts`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const top = resolve(import.meta.dirname, '../../..')

export interface DeskProcess {
  /** All lines of stdout up to and with the one awaited, or up to its end. */
  readonly lines: readonly string[]
  /** Address with the start code. */
  readonly address: string
  /** Everything it has printed so far on stdout and stderr. */
  output(): string
  /** Ends it as Ctrl-C would. @returns its exit code */
  stop(): Promise<number | null>
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** What the desk finds in its environment beside the key folder. */
export type Surroundings = Readonly<Record<'TMPDIR' | 'NODE_EXTRA_CA_CERTS', string>>

function begin(args: readonly string[], keyFolder: string, surroundings?: Surroundings) {
  return spawn(process.execPath, ['src-main/launch.ts', '--no-open', ...args], {
    cwd: top,
    env: { ...process.env, ...surroundings, MFA_DESK_KEYS: keyFolder, MFA_DESK_ANCHORS: `${keyFolder}-anchors` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Starts the loopback host and waits for its ready line. */
export async function startDeskProcess(
  args: readonly string[],
  keyFolder: string,
  surroundings?: Surroundings,
): Promise<DeskProcess> {
  const child = begin(['--host', 'loopback', '--port', '0', ...args], keyFolder, surroundings)
  const ended = once(child, 'exit') as Promise<[number | null]>
  let [all, err] = ['', '']
  child.stdout.on('data', (text) => (all += String(text)))
  child.stderr.on('data', (text) => (err += String(text)))
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  // leaving the loop closes the reader, which pauses the stream: a full pipe would stop the desk
  reader.once('close', () => child.stdout.resume())
  for await (const line of reader) {
    lines.push(line)
    const address = /^MFA Desk is ready at (http:\/\/127\.0\.0\.1:\d+\/#start=\S+)$/.exec(line)?.[1]
    if (!address) continue
    const stop = async () => {
      child.kill('SIGTERM')
      const [code] = await ended
      return code
    }
    return { lines, address, output: () => all + err, stop }
  }
  const [code] = await ended
  throw new Error(`The desk ended with ${code} before it was ready.\n${lines.join('\n')}\n${err}`)
}

/** Starts a desk that is expected to end by itself, such as a second one on the same folder. */
export async function runDeskProcess(args: readonly string[], keyFolder: string): Promise<Ended> {
  const child = begin(args, keyFolder)
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => (out += String(text)))
  child.stderr.on('data', (text) => (err += String(text)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}
