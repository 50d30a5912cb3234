/** The table of the host guard: Host forms, origins by fetch sites, methods; refused before anything is routed. */
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../../src-main/host/loopback-guard'

const port = 4711
const own = `127.0.0.1:${port}`
const visit = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

function judge(method: string, target: string, headers: Record<string, string | string[] | undefined>) {
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).flatMap((one) => [name, one]),
  )
  return judgeRequest({ method, target, rawHeaders }, port)
}

const hostForms: (string | string[] | undefined)[] = [
  undefined,
  '',
  '127.0.0.1',
  '127.0.0.1:',
  '127.0.0.1:80',
  '127.0.0.1:47110',
  `${own}/`,
  `${own}/rpc`,
  `${own}#`,
  `${own}?`,
  `user@${own}`,
  `localhost:${port}`,
  `LOCALHOST:${port}`,
  `[::1]:${port}`,
  `127.1:${port}`,
  `127.0.0.01:${port}`,
  `2130706433:${port}`,
  `0.0.0.0:${port}`,
  `127.0.0.1.:${port}`,
  `127.0.0.1.attacker.example:${port}`,
  `attacker.example:${port}`,
  `attacker.example`,
  [own, own],
  [own, `attacker.example:${port}`],
]

const origins: (string | string[] | undefined)[] = [
  `http://${own}`,
  undefined,
  'null',
  '',
  `https://${own}`,
  `http://127.0.0.1`,
  `http://127.0.0.1:4712`,
  `http://localhost:${port}`,
  `http://${own}/`,
  `HTTP://${own}`,
  'https://attacker.example',
  [`http://${own}`, 'https://attacker.example'],
]
const sites = ['same-origin', 'same-site', 'cross-site', 'none', undefined, '', 'Same-Origin', 'same-origin, none']

describe('Host', () => {
  it('has 24 forms in the table, none of which is let in', () => {
    expect(hostForms).toHaveLength(24)
  })

  it.each(hostForms.map((form) => [form]))('%j is refused for page, file, start and call', (form) => {
    const headers = { host: form, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' }
    expect(judge('GET', '/', { ...visit, host: form })).toMatchObject({ kind: 'refused', status: 421 })
    expect(judge('GET', '/assets/index.js', headers)).toMatchObject({ kind: 'refused', status: 421 })
    expect(judge('POST', '/start', headers)).toMatchObject({ kind: 'refused', status: 421 })
    expect(judge('POST', '/rpc/session/state', headers)).toMatchObject({ kind: 'refused', status: 421 })
  })

  it('is taken in any case of its name, and the right one is let in', () => {
    expect(judge('GET', '/', { ...visit, HOST: own })).toEqual({ kind: 'file', path: '/' })
    expect(judge('GET', '/', { ...visit, Host: own, hOST: own })).toMatchObject({ status: 421 })
  })
})

describe('origins by fetch sites', () => {
  const cells = origins.flatMap((origin) => sites.map((site) => ({ origin, site })))

  it('are 12 times 8', () => {
    expect([origins.length, sites.length]).toEqual([12, 8])
  })

  it.each(['/rpc/session/state', '/start'])('POST %s: only own and same-origin', (target) => {
    const letIn = cells.filter(
      ({ origin, site }) => judge('POST', target, { host: own, origin, 'sec-fetch-site': site }).kind !== 'refused',
    )
    expect(letIn).toEqual([{ origin: `http://${own}`, site: 'same-origin' }])
  })

  it('GET of a file: own or none, and same-origin', () => {
    const letIn = cells.filter(
      ({ origin, site }) =>
        judge('GET', '/assets/index.js', { host: own, origin, 'sec-fetch-site': site }).kind === 'file',
    )
    expect(letIn).toEqual([
      { origin: `http://${own}`, site: 'same-origin' },
      { origin: undefined, site: 'same-origin' },
    ])
  })

  it('a visit to the page: also typed, or from a file, but never from another port of this computer', () => {
    const letIn = cells.filter(
      ({ origin, site }) => judge('GET', '/', { ...visit, host: own, origin, 'sec-fetch-site': site }).kind === 'file',
    )
    const right = ['same-origin', 'cross-site', 'none']
    expect(letIn).toEqual([
      ...right.map((site) => ({ origin: `http://${own}`, site })),
      ...right.map((site) => ({ origin: undefined, site })),
    ])
  })

  it.each([
    { 'sec-fetch-mode': 'cors' },
    { 'sec-fetch-mode': 'no-cors' },
    { 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-mode': undefined },
    { 'sec-fetch-dest': undefined },
  ])('a page that is fetched or framed is no visit: %j', (changed) => {
    expect(judge('GET', '/', { ...visit, host: own, ...changed })).toMatchObject({ kind: 'refused', status: 403 })
  })

  it('only the page itself may be visited', () => {
    expect(judge('GET', '/assets/index.js', { ...visit, host: own })).toMatchObject({ status: 403 })
  })
})

describe('methods and targets', () => {
  const right = { host: own, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' }

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'post', 'QUERY'])(
    '%s is no call and no start',
    (method) => {
      expect(judge(method, '/rpc/session/state', right)).toMatchObject({ kind: 'refused', status: 405 })
      expect(judge(method, '/start', right)).toMatchObject({ kind: 'refused', status: 405 })
    },
  )

  it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('%s gets no file', (method) => {
    expect(judge(method, '/', right)).toMatchObject({ kind: 'refused', status: 405 })
  })

  it.each([`http://${own}/`, `http://attacker.example/`, '*', '', 'rpc/session/state', `${own}`])(
    'target %j does not begin with a slash',
    (target) => {
      expect(judge('POST', target, right)).toMatchObject({ kind: 'refused', status: 400 })
    },
  )
})
