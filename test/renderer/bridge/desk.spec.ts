/** The door of a tab whose first try failed: the next call tries again, with the start code where it was not heard. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const state = { json: { welcome: null }, meta: [] }
const answers = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
let asked: string[]

/** A fresh bridge on an address with a start code; `start` answers its exchanges one after another. */
async function bridge(...start: (() => Response)[]) {
  vi.resetModules()
  window.history.replaceState(null, '', '/#start=Ab_c-9')
  const { takeStartCode } = await import('../../../src-renderer/bridge/start-code')
  takeStartCode()
  vi.stubGlobal('fetch', async (request: Request | string, init?: RequestInit) => {
    if (request === '/start') {
      asked.push(String(init?.body))
      return (start.shift() ?? (() => answers({}, 401)))()
    }
    return answers(state, (request as Request).headers.get('authorization') === 'Bearer b' ? 200 : 401)
  })
  const { desk } = await import('../../../src-renderer/bridge/desk')
  const { faultOf } = await import('../../../src-renderer/bridge/fault')
  return () =>
    desk.session.state().then(
      ({ welcome }) => ({ welcome }),
      (error: unknown) => faultOf(error).code,
    )
}

beforeEach(() => (asked = []))
afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

it('a desk that was not there is asked again with the same code', async () => {
  const unreachable = (): never => {
    throw new TypeError('Failed to fetch')
  }
  const call = await bridge(unreachable, () => answers({ bearer: 'b' }))
  expect(await call()).toBe('door-closed')
  expect(await call()).toEqual({ welcome: null })
  expect(await call()).toEqual({ welcome: null })
  expect(asked).toEqual(Array(2).fill('{"code":"Ab_c-9"}'))
})

it('a code that was refused is not sent again; the bearer of the tab is tried', async () => {
  sessionStorage.setItem('mfa-desk-bearer', 'b')
  const call = await bridge(() => answers({}, 401))
  expect(await call()).toBe('door-closed')
  expect(await call()).toEqual({ welcome: null })
  expect(asked).toHaveLength(1)
})
