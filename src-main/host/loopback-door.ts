/** The loopback host: serves the window to a browser on this computer and carries its calls to the desk. */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RPCHandler } from '@orpc/server/fetch'
import { importBytesMost } from '../../src-preload/contract/imports'
import type { Clock } from '../clock'
import type { HouseLog } from '../desk/house'
import type { CallFromHost, Seat } from '../desk/seat'
import type { Random } from '../random'
import { makeBearers } from './bearers'
import { faultBody, faultInterceptors } from './fault-reply'
import { judgeRequest, soleHeader } from './loopback-guard'
import type { DeskRouter } from './open-desk'
import { fileHeaders, plainHeaders } from './page-headers'
import { readBody } from './request-body'
import { makeStartCodes } from './start-codes'
import type { StaticFiles } from './static-files'

export const bodyBytesMost = 256 * 1024
/** A file travels in a form with a few lines around it. */
const importBodyBytesMost = importBytesMost + 16 * 1024
const startBodyBytesMost = 1024

export interface LoopbackDoorOptions {
  readonly router: DeskRouter
  readonly files: StaticFiles
  readonly contentPolicy: string
  readonly computer: string
  readonly clock: Clock
  readonly random: Random
  readonly log: HouseLog
  /** 0 is any free one. */
  readonly port: number
}

export interface LoopbackDoor {
  readonly port: number
  /** @returns the address of the desk with a fresh start code, valid once and for a minute. */
  startAddress(): string
  /** Lets calls under way finish for a moment, then closes all connections. */
  close(): Promise<void>
}

/** How long a call under way may still take at the end. */
const lastCallsMs = 2000

/** Half-open and very slow connections are cut, and there are never many: the tabs of one person. */
function makeServer(): Server {
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16 * 1024,
    requireHostHeader: false,
  })
  server.maxConnections = 64
  server.maxHeadersCount = 64
  return server
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Opens the door on 127.0.0.1. Rejects with the system's error where the port cannot be had. */
export async function openLoopbackDoor(options: LoopbackDoorOptions): Promise<LoopbackDoor> {
  const { files, contentPolicy, computer, clock, random, log } = options
  const codes = makeStartCodes({ clock, random })
  const bearers = makeBearers({ clock, random, computer })
  const handler = new RPCHandler<CallFromHost>(options.router, faultInterceptors({ log, random }))
  const server = makeServer()
  const port = await listen(server, options.port)
  const origin = `http://127.0.0.1:${port}`

  const answer = (
    response: ServerResponse,
    status: number,
    headers: Record<string, string>,
    body: string | Uint8Array,
  ) =>
    response
      .writeHead(status, { ...plainHeaders, 'content-security-policy': "default-src 'none'", ...headers })
      .end(body)
  const answerJson = (response: ServerResponse, status: number, body: string, headers = {}) =>
    answer(response, status, { 'content-type': 'application/json', ...headers }, body)
  /** The rest of what a stranger sends is not waited for. */
  const refuse = (response: ServerResponse, status: number, code: string) =>
    answerJson(response, status, JSON.stringify({ code, data: {} }), { connection: 'close' })

  async function letIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, startBodyBytesMost)
    const asked = body && codeIn(body)
    if (!asked || !codes.redeem(asked)) return void refuse(response, 401, 'start-code-refused')
    answerJson(response, 200, JSON.stringify({ bearer: bearers.make() }))
  }

  async function carry(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const shown = /^Bearer ([\w-]{43})$/.exec(soleHeader(request, 'authorization') ?? '')?.[1]
    const seat = shown === undefined ? undefined : bearers.seatOf(shown)
    if (!seat) {
      if (shown === undefined || !bearers.hasJustEnded(shown)) return void refuse(response, 401, 'bearer-refused')
      // the tab itself has the next one by now or in a moment: this is no lost desk, only a lost session
      const fault = faultBody('not-signed-in', {})
      return void answerJson(response, fault.status, fault.body, { connection: 'close' })
    }
    // only whoever is signed in may send more than a form's worth
    const limitBytes = path === '/rpc/imports/open' && seat.session !== null ? importBodyBytesMost : bodyBytesMost
    const body = await readBody(request, limitBytes)
    if (!body) {
      const fault = faultBody('too-large', { limitBytes })
      request.resume()
      return void answerJson(response, fault.status, fault.body)
    }
    const reply = await callDesk({ seat, path, body, type: request.headers['content-type'] ?? '' })
    answer(response, reply.status, reply.headers, reply.body)
  }

  async function callDesk(call: { seat: Seat; path: string; body: Buffer<ArrayBuffer>; type: string }) {
    const { seat } = call
    const hadSession = seat.session !== null
    const request = new Request(origin + call.path, {
      method: 'POST',
      headers: { 'content-type': call.type },
      body: call.body,
    })
    const { matched, response } = await handler.handle(request, { prefix: '/rpc', context: { seat } })
    if (!matched) {
      const { status, body } = faultBody('not-found', { what: 'operation' })
      return { status, headers: { 'content-type': 'application/json' }, body }
    }
    const next = hadSession && seat.session === null ? bearers.replace(seat) : null
    return {
      status: response.status,
      headers: { ...Object.fromEntries(response.headers), ...(next && { 'mfa-desk-bearer': next }) },
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', rawHeaders } = request
    const verdict = judgeRequest({ method, target: url, rawHeaders }, port)
    if (verdict.kind === 'refused') return void refuse(response, verdict.status, verdict.code)
    if (verdict.kind === 'start') return letIn(request, response)
    if (verdict.kind === 'call') return carry(request, response, verdict.path)
    const file = files.get(verdict.path)
    if (!file) return void refuse(response, 404, 'file-unknown')
    answer(response, 200, fileHeaders(file.type, contentPolicy), file.body)
  }

  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // somebody who went away in the middle is nobody's fault
      if (!request.destroyed) log.error({ error }, 'a request could not be answered')
      response.destroy()
    })
  })

  return {
    port,
    startAddress: () => `${origin}/#start=${codes.make()}`,
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), lastCallsMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

/** The code of a body `{"code":"…"}`, null where it is anything else. */
function codeIn(body: Buffer): string | null {
  try {
    const said: unknown = JSON.parse(body.toString())
    const code = typeof said === 'object' && said !== null && 'code' in said ? said.code : null
    return typeof code === 'string' ? code : null
  } catch {
    return null
  }
}
