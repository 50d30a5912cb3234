/** The loopback door over a real socket: start codes, bearers, limits, answers, files. */
import { connect } from 'node:net'
import { request } from 'node:http'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bodyBytesMost, openLoopbackDoor } from '../../src-main/host/loopback-door'
import type { LoopbackDoor } from '../../src-main/host/loopback-door'
import { contentPolicy } from '../../src-main/host/page-headers'
import type { StaticFiles } from '../../src-main/host/static-files'
import { makeFakeRouter } from './fake-router'

const files: StaticFiles = new Map([
  ['/', { type: 'text/html; charset=utf-8', body: new TextEncoder().encode('<p>page') }],
  ['/assets/index.js', { type: 'text/javascript; charset=utf-8', body: new TextEncoder().encode('1') }],
])
const logged: string[] = []
let now = 0
let desk: ReturnType<typeof makeFakeRouter>
let door: LoopbackDoor

beforeEach(async () => {
  now = Date.UTC(2026, 10, 22)
  logged.length = 0
  desk = makeFakeRouter()
  door = await openLoopbackDoor({
    router: desk.router,
    files,
    contentPolicy: contentPolicy([]),
    computer: 'desk-7',
    clock: () => now,
    random: (length) => randomBytes(length),
    log: {
      error: (facts, message) => logged.push(`${message} ${JSON.stringify(facts, Object.getOwnPropertyNames(facts))}`),
    },
    port: 0,
  })
})
afterEach(() => door.close())

interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer = '',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: door.port, method, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const own = () => ({
  origin: `http://127.0.0.1:${door.port}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
})
const codeOf = (address: string) => address.slice(address.indexOf('=') + 1)
const start = (code: unknown) => send('POST', '/start', own(), JSON.stringify({ code }))
const call = (path: string, bearer: string, body: string | Buffer = '{}', type = 'application/json') =>
  send('POST', `/rpc/${path}`, { ...own(), 'content-type': type, authorization: `Bearer ${bearer}` }, body)

async function bearerOfNewTab(): Promise<string> {
  const { body } = await start(codeOf(door.startAddress()))
  return (JSON.parse(body) as { bearer: string }).bearer
}

describe('start codes', () => {
  it('are 256 bits in the fragment of the address, and each one another', () => {
    expect(door.startAddress()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#start=[\w-]{43}$/)
    expect(door.startAddress()).not.toBe(door.startAddress())
  })

  it('are exchanged once for a bearer', async () => {
    const code = codeOf(door.startAddress())
    const first = await start(code)
    expect(first.status).toBe(200)
    expect(JSON.parse(first.body)).toEqual({ bearer: expect.stringMatching(/^[\w-]{43}$/) as string })
    const second = await start(code)
    expect([second.status, JSON.parse(second.body)]).toEqual([401, { code: 'start-code-refused', data: {} }])
  })

  it('of several started at once with the same code one wins', async () => {
    const code = codeOf(door.startAddress())
    const replies = await Promise.all(Array.from({ length: 10 }, () => start(code)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('live for 60 seconds, and not a millisecond longer', async () => {
    const [inTime, late] = [codeOf(door.startAddress()), codeOf(door.startAddress())]
    now += 59_999
    expect((await start(inTime)).status).toBe(200)
    now += 1
    expect((await start(late)).status).toBe(401)
  })

  it.each([['wrong'], [''], [null], [7], [{}], ['a'.repeat(43)]])('%j is none', async (code) => {
    expect((await start(code)).status).toBe(401)
  })

  it.each(['', 'null', '[]', '"x"', '{', 'x'.repeat(5000)])('a body of %j is refused', async (body) => {
    expect((await send('POST', '/start', own(), body)).status).toBe(401)
  })
})

describe('bearers', () => {
  it.each<[string, Record<string, string>]>([
    ['missing', {}],
    ['empty', { authorization: '' }],
    ['wrong', { authorization: `Bearer ${'a'.repeat(43)}` }],
    ['of another scheme', { authorization: `Basic ${'a'.repeat(43)}` }],
    ['in a cookie', { cookie: `bearer=${'a'.repeat(43)}` }],
  ])('%s: refused before the desk', async (_, headers) => {
    const reply = await send('POST', '/rpc/session/state', { ...own(), ...headers }, '{}')
    expect([reply.status, JSON.parse(reply.body)]).toEqual([401, { code: 'bearer-refused', data: {} }])
    expect(desk.calls).toEqual([])
  })

  it('a start code is no bearer', async () => {
    expect((await call('session/state', codeOf(door.startAddress()))).status).toBe(401)
  })

  it('each stands for a seat of its own, the same at each call', async () => {
    const [one, other] = [await bearerOfNewTab(), await bearerOfNewTab()]
    await call('session/signIn', one)
    expect(JSON.parse((await call('session/state', one)).body)).toEqual({
      json: { signedIn: true, computer: 'desk-7' },
    })
    expect(JSON.parse((await call('session/state', other)).body)).toMatchObject({ json: { signedIn: false } })
  })

  it('end with the session: the tab that ended it is handed the next, copies are refused', async () => {
    const bearer = await bearerOfNewTab()
    await call('session/signIn', bearer)
    const out = await call('session/signOut', bearer)
    const next = String(out.headers['mfa-desk-bearer'])
    expect(next).toMatch(/^[\w-]{43}$/)
    expect(JSON.parse((await call('session/state', next)).body)).toMatchObject({ json: { signedIn: false } })

    const before = desk.calls.length
    // what was on its way from the same tab hears of the session, not of a lost desk; it reaches no desk
    expect(JSON.parse((await call('session/signIn', bearer)).body)).toMatchObject({ json: { code: 'not-signed-in' } })
    now += 5001
    expect(JSON.parse((await call('session/signIn', bearer)).body)).toEqual({ code: 'bearer-refused', data: {} })
    expect(desk.calls).toHaveLength(before)
  })
})

describe('bodies', () => {
  const over = Buffer.alloc(bodyBytesMost + 1, 0x20)

  it('over the limit are refused before the desk, with the limit', async () => {
    const reply = await call('session/signIn', await bearerOfNewTab(), over)
    expect(reply.status).toBe(413)
    expect(JSON.parse(reply.body)).toMatchObject({ json: { code: 'too-large', data: { limitBytes: bodyBytesMost } } })
    expect(desk.calls).toEqual([])
  })

  it('without a length are counted while they come', async () => {
    const headers = { ...own(), authorization: `Bearer ${await bearerOfNewTab()}`, 'transfer-encoding': 'chunked' }
    expect((await send('POST', '/rpc/session/signIn', headers, over)).status).toBe(413)
    expect(desk.calls).toEqual([])
  })

  it('of a file may be longer, for one operation and for whoever is signed in', async () => {
    const form = new FormData()
    form.set('data', JSON.stringify({ json: { file: {} }, maps: [['file']] }))
    form.set('0', new Blob([over]), 'accounts.csv')
    const encoded = new Response(form)
    const type = encoded.headers.get('content-type') ?? ''
    const body = Buffer.from(await encoded.arrayBuffer())
    const bearer = await bearerOfNewTab()
    expect((await call('imports/open', bearer, body, type)).status).toBe(413)
    await call('session/signIn', bearer)
    expect((await call('session/state', bearer, body, type)).status).toBe(413)
    expect((await call('imports%2Fopen', bearer, body, type)).status).toBe(413)
    const opened = await call('imports/open', bearer, body, type)
    expect([opened.status, JSON.parse(opened.body)]).toEqual([200, { json: { bytes: over.length } }])
  })
})

describe('answers', () => {
  it('of a fault are its code and data, of a crash a number, and nothing of what is inside', async () => {
    const bearer = await bearerOfNewTab()
    const fault = await call('faults/fault', bearer)
    expect(JSON.parse(fault.body)).toEqual({
      json: { defined: true, code: 'not-allowed', status: 403, message: 'not-allowed', data: {} },
    })
    const crash = await call('faults/crash', bearer)
    expect(crash.status).toBe(500)
    expect(crash.body).not.toMatch(/SQL|secret|var/)
    const { number } = (JSON.parse(crash.body) as { json: { data: { number: string } } }).json.data
    expect(number).toMatch(/^[0-9a-f]{8}$/)
    expect(logged.join('\n')).toContain(number)
  })

  it.each(['nothing/here', 'session', 'session/__proto__', '../rpc/session/state/x', 'constructor'])(
    'of an operation that is not there: %s',
    async (path) => {
      const reply = await call(path, await bearerOfNewTab())
      expect([reply.status, JSON.parse(reply.body)]).toMatchObject([404, { json: { code: 'not-found' } }])
    },
  )

  it.each(['{', '[', '{"json":', '\0'])('of a body that is no message: %j', async (body) => {
    const reply = await call('session/state', await bearerOfNewTab(), body)
    expect(JSON.parse(reply.body)).toMatchObject({ json: { code: 'input-invalid', data: { field: null } } })
  })

  it('allow no other site anything, set no cookie and are kept nowhere', async () => {
    const visit = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    const replies = [
      await send('GET', '/', visit),
      await send('GET', '/', {}),
      await start('wrong'),
      await call('session/state', await bearerOfNewTab()),
      await send('OPTIONS', '/rpc/session/state', { ...own(), 'access-control-request-method': 'POST' }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 403, 401, 200, 405])
    for (const { headers } of replies) {
      expect(Object.keys(headers).filter((name) => /^access-control|^set-cookie/.test(name))).toEqual([])
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
    }
    expect(replies[0]?.headers['content-security-policy']).toContain("script-src 'self'")
  })
})

describe('files', () => {
  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/etc/passwd',
    '/index.html',
    '/?x',
    '/assets/index.js?x',
    '/assets/index.js/',
    '/assets/INDEX.js',
    '/assets/index.js%00.html',
  ])('%s is not on the list', async (path) => {
    expect((await send('GET', path, { 'sec-fetch-site': 'same-origin' })).status).toBe(404)
  })

  it('are served by their type', async () => {
    const { status, headers, body } = await send('GET', '/assets/index.js', { 'sec-fetch-site': 'same-origin' })
    expect([status, headers['content-type'], body]).toEqual([200, 'text/javascript; charset=utf-8', '1'])
  })
})

describe('what no browser sends', () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let said = ''
      const socket = connect(door.port, '127.0.0.1', () => socket.write(text))
      socket.setEncoding('utf8').on('data', (piece: string) => (said += piece))
      socket.on('close', () => resolve(said)).on('error', reject)
    })

  it.each([
    ['no Host', () => 'GET / HTTP/1.1\r\n\r\n'],
    ['two Hosts', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`],
    ['an absolute target', () => `GET http://127.0.0.1:${door.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n\r\n`],
    ['HTTP/1.0', () => 'GET / HTTP/1.0\r\n\r\n'],
    ['an upgrade', () => `GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`],
    ['headers without end', () => `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(4000)}\r\n`],
    ['noise', () => '\x16\x03\x01\x02\x00\x01\r\n\r\n'],
  ])('%s is refused and cut off', async (_, text) => {
    expect(await raw(text())).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  it('the door is on 127.0.0.1 alone', async () => {
    const elsewhere = new Promise((resolve) => {
      const socket = connect(door.port, '127.0.0.2')
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)).on('connect', () => resolve('open'))
    })
    expect(await elsewhere).not.toBe('open')
  })
})
