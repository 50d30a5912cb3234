/** How a second start reaches the running desk: a socket of the owner's own, asked for a fresh address. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What the running desk says: the loopback host an address with a fresh start code, Electron that its window came up. */
export type Answer = { readonly url: string } | { readonly shown: true }

export interface Door {
  /** Path of the socket, or the name of the pipe. */
  readonly path: string
  close(): Promise<void>
}

/** sockaddr_un holds 108 bytes on Linux, 104 on macOS, the last of them 0. */
const pathBytesMost = 103
const askedBytesMost = 64
const patienceMs = 3000

function doorPath(dataFolder: string, pipeName: string): { path: string; folder: string | null } {
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\mfa-desk-${pipeName}`, folder: null }
  const path = join(dataFolder, 'door')
  if (Buffer.byteLength(path) <= pathBytesMost) return { path, folder: null }
  // mkdtemp makes it 0700
  const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-door-'))
  return { path: join(folder, 'door'), folder }
}

/**
 * Listens in the data folder (0700) on a socket (0600), or in a folder of its own where the path would be too long.
 * Only the holder of the folder's lock may: a socket file that lies there is left over.
 * @param pipeName hard to guess; only Windows needs it
 */
export async function answerKnocks(dataFolder: string, pipeName: string, answer: () => Answer): Promise<Door> {
  const { path, folder } = doorPath(dataFolder, pipeName)
  const isFile = process.platform !== 'win32'
  if (isFile) rmSync(path, { force: true })
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
    let asked = ''
    socket.setEncoding('utf8').on('data', (piece: string) => {
      asked += piece
      if (asked === 'open\n') socket.end(`${JSON.stringify(answer())}\n`)
      else if (asked.length > askedBytesMost || asked.includes('\n')) socket.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  if (isFile) chmodSync(path, 0o600)
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          if (folder) rmSync(dirname(path), { recursive: true, force: true })
          resolve()
        })
        for (const socket of open) socket.destroy()
      }),
  }
}

/** Knocks at `path`. @returns the answer, null where nobody answers in time or with sense. */
export function knock(path: string): Promise<Answer | null> {
  return new Promise((resolve) => {
    const socket = createConnection(path)
    let said = ''
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      if (said.length > 1024) socket.destroy()
    })
    socket.on('error', () => socket.destroy()).on('close', () => resolve(answerIn(said)))
    socket.write('open\n')
  })
}

function answerIn(said: string): Answer | null {
  try {
    const answer = JSON.parse(said) as { url?: unknown; shown?: unknown } | null
    if (typeof answer?.url === 'string' && /^http:\/\/127\.0\.0\.1:\d+\/#start=[\w-]+$/.test(answer.url))
      return { url: answer.url }
    return answer?.shown === true ? { shown: true } : null
  } catch {
    return null
  }
}
