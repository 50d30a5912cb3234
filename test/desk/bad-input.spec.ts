/** Nonsense at the door: a fault with a code, and nothing written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { contract } from '../../src-preload/contract'
import { callByName, operationNames, refusalOf } from '../doubles/operations'
import { openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk
let desk: Desk

beforeAll(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterAll(() => test.close())

const withInput = operationNames().filter((name) => {
  const [group = '', verb = ''] = name.split('.')
  const groups = contract as unknown as Record<string, Record<string, { '~orpc': { inputSchema?: unknown } }>>
  return groups[group]?.[verb]?.['~orpc'].inputSchema !== undefined
})

const long = 'x'.repeat(10 * 1024 * 1024)
const unknownId = 'a'.repeat(26)

const nonsense: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'a number': 7,
  'a list': [],
  'an unknown key': { surprise: 1 },
  'a prototype': JSON.parse('{"__proto__":{"role":"administrator"},"constructor":{"prototype":{"x":1}}}'),
  '10 MB of text': { id: long, accountId: long, email: long, password: long, name: long, reason: long, importId: long },
}

describe('bad input', () => {
  for (const name of withInput) {
    for (const [what, input] of Object.entries(nonsense)) {
      it(`${name}: ${what}`, async () => {
        const refusal = await refusalOf(callByName(desk, name, input))
        // session.state takes no input; what needs a fresh proof asks for it before it looks at the input
        expect(['input-invalid', 'step-up-needed']).toContain(refusal.code)
        expect(JSON.stringify(refusal).length).toBeLessThan(1024)
      })
    }
  }

  it('knows no account under an unknown id', async () => {
    for (const [name, input] of Object.entries({
      'accounts.show': { id: unknownId },
      'accounts.timeline': { id: unknownId, before: null, limit: 10 },
      'accounts.disable': { id: unknownId, reason: 'why' },
      'otp.reissue': { accountId: unknownId, reason: 'why' },
      'otp.verify': { accountId: unknownId, keyId: unknownId, token: '123456' },
      'recovery.renew': { accountId: unknownId, reason: 'why' },
      'email.send': { accountId: unknownId, reason: 'why' },
      'email.verify': { accountId: unknownId, token: '12345678' },
      'accounts.clearMfa': { id: unknownId, reason: 'why' },
      'accounts.deleteOtpKey': { id: unknownId, reason: 'why' },
      'accounts.unlock': { id: unknownId, reason: 'why' },
    })) {
      expect(await refusalOf(callByName(desk, name, input)), name).toEqual({
        code: 'not-found',
        data: { what: 'account' },
      })
    }
  })

  it('knows no session but the one of the seat', async () => {
    const stranger = test.seat()
    stranger.session = 'somebody else’s session, guessed'
    const refusal = await refusalOf(test.at(stranger).accounts.show({ id: unknownId }))
    expect(refusal).toEqual({ code: 'session-ended', data: { cause: 'absolute' } })
  })

  it('leaves prototypes alone', () => {
    expect(({} as Record<string, unknown>)['role']).toBeUndefined()
  })
})
