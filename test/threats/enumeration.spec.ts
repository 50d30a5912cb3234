/** Before the right password nobody learns who exists, by answer or by time (Authelia #949, CVE-2026-43914). */
import { createRouterClient } from '@orpc/server'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { newAccount } from '../../src-main/desk/account-fields'
import { makeDesk } from '../../src-main/desk/desk'
import { hashPassword } from '../../src-main/engine/passwords'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { makeId, systemRandom as random } from '../../src-main/random'
import type { GivenAccount } from '../../src-main/store/accounts'
import { behind, enrolOtpIn, phcOfPassword } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { houseOnFile } from '../harness/house-on-file'

// three times the rounds on a machine that has much else to do
vi.setConfig({ testTimeout: 300_000 })

let test: TestDesk

beforeEach(async () => {
  test = await openTestDesk()
  onTestFinished(() => test.close())
  await welcomed(test)
})

/** Makes an account straight in the store. `phc`: null for one without a password */
function addAccount(name: string, given: Partial<GivenAccount>, phc: string | null, expires_at: string | null = null) {
  const at = new Date(test.time).toISOString()
  const id = makeId(random)
  return behind(test, async (tables, keyring) => {
    const fresh = newAccount({ id, at, role: 'user', name, email: `${name}@corp.example` })
    await tables.accounts.insert({ ...fresh, ...given })
    if (phc !== null) {
      await tables.passwords.set({ account_id: id, phc, set_at: at, must_change: expires_at ? 1 : 0, expires_at })
    }
    if (given.state?.endsWith('-otp')) {
      await enrolOtpIn(tables, keyring, id, at)
      await tables.accounts.change(id, { state: given.state })
    }
    if (given.state?.endsWith('-email')) await tables.emailFactors.set(id, at)
  })
}

describe('by answer', () => {
  const names = [
    'unknown',
    'without-mfa',
    'with-otp',
    'with-email',
    'must-re-enrol',
    'locked',
    'disabled',
    'factor-disabled',
    'without-password',
    'password-expired',
  ]
  const lockedUntil = '2030-01-01T00:00:00.000Z'

  beforeEach(async () => {
    const phc = await phcOfPassword()
    await addAccount('without-mfa', {}, phc)
    await addAccount('with-otp', { state: 'enrolled-otp' }, phc)
    await addAccount('with-email', { state: 'enrolled-email' }, phc)
    await addAccount('must-re-enrol', { state: 'must-re-enrol', policy: 'required' }, phc)
    await addAccount('locked', { state: 'enrolled-otp', locked_until: lockedUntil, lock_cause: 'x' }, phc)
    await addAccount('disabled', { enabled: 0 }, phc)
    await addAccount('factor-disabled', { state: 'disabled-otp' }, phc)
    await addAccount('without-password', {}, null)
    await addAccount('password-expired', {}, phc, '2026-01-01T00:00:00.000Z')
  })

  const answers = async (typed: string, name: string): Promise<string> => {
    const desk = test.at(test.seat())
    const said: string[] = []
    for (let nr = 0; nr < 8; nr++) {
      said.push(
        JSON.stringify(await refusalOf(desk.session.signIn({ email: `${name}@corp.example`, password: typed }))),
      )
      said.push(JSON.stringify(await desk.session.state()))
    }
    return said.join('\n')
  }

  it('eight wrong passwords in a row are answered to the byte alike, the wait included', async () => {
    const said = new Map<string, string>()
    for (const name of names) said.set(name, await answers('not the password at all', name))
    const [first = ''] = said.values()
    expect(first).toContain('"waitUntil":"2026-')
    expect(first).toContain('password-wait')
    for (const [name, answer] of said) expect([name, answer]).toEqual([name, first])
  })

  it('the right password of a disabled account, or any of one without, is as wrong as any other', async () => {
    const unknown = await answers(password, 'unknown')
    expect(await answers(password, 'disabled')).toBe(unknown)
    expect(await answers(password, 'without-password')).toBe(unknown)
  })

  it.each([
    ['without-mfa', 'in'],
    ['with-otp', 'challenge'],
    ['with-email', 'challenge'],
    ['must-re-enrol', 'in'],
    ['locked', 'locked'],
    ['factor-disabled', 'factor-disabled'],
    ['password-expired', 'password-expired'],
  ])('the right password of %s is told more: %s', async (name, told) => {
    const desk = test.at(test.seat())
    const answer = desk.session.signIn({ email: `${name}@corp.example`, password })
    const said = await answer.then(
      ({ kind }) => kind,
      (error: { code: string }) => error.code,
    )
    expect(said).toBe(told)
  })

  it('a stranger learns of the desk only what the page shows to everyone', async () => {
    const { now: _now, computer: _computer, timeZone: _zone, ...state } = await test.at(test.seat()).session.state()
    expect(state).toEqual({
      welcome: null,
      issuer: 'WhaTap',
      demo: false,
      version: expect.any(String) as string,
      host: 'in-process',
      me: null,
      challenge: null,
    })
  })
})

describe('by time', () => {
  const usualCost = 12
  const rounds = 200
  /** Rounds before those that count. */
  const warmUps = 5
  const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)
  const median = (numbers: readonly number[]): number => sorted(numbers)[numbers.length >> 1] ?? 0

  /** @returns a desk whose unknown addresses cost `dummyCost`: that of the passwords, unless the spec breaks it. */
  async function deskOf(dummyCost: number): Promise<Desk> {
    const house = await houseOnFile(test.folder, { clock: () => test.time })
    onTestFinished(() => house.store.close())
    return createRouterClient(makeDesk({ ...house, scryptCost: dummyCost }), { context: { seat: test.seat() } })
  }

  /** One sign-in each, with addresses never typed before: no wait stands between the rounds. */
  async function addKind(kind: string, given: Partial<GivenAccount>, phc: string | null, count: number): Promise<void> {
    const at = new Date(test.time).toISOString()
    await behind(test, async (tables) => {
      for (let nr = 0; nr < count; nr++) {
        const id = makeId(random)
        const fresh = newAccount({ id, at, role: 'user', name: `${kind} ${nr}`, email: `${kind}.${nr}@corp.example` })
        await tables.accounts.insert({ ...fresh, ...given })
        if (phc !== null)
          await tables.passwords.set({ account_id: id, phc, set_at: at, must_change: 0, expires_at: null })
      }
    })
  }

  const hashAt = (cost: number): Promise<string> =>
    hashPassword(password, { gate: makeScryptGate({ atOnce: 1, waiting: 1 }), random, cost })

  const milliseconds = async (desk: Desk, email: string): Promise<number> => {
    const began = performance.now()
    const { code } = await refusalOf(desk.session.signIn({ email, password: 'not the password at all' }))
    const took = performance.now() - began
    expect(code).toBe('sign-in-wrong')
    return took
  }

  /**
   * An unknown address and one of each kind in turn, the first another one each round, so that whatever else the
   * machine does falls on all of them.
   * @returns by kind what it took more than the unknown one of its round, and what all took
   */
  async function compare(desk: Desk, kinds: readonly string[], count: number) {
    const apart = new Map<string, number[]>(kinds.map((kind) => [kind, []]))
    const took: number[] = []
    const all = ['unknown', ...kinds]
    for (let nr = -warmUps; nr < count; nr++) {
      const first = (nr + warmUps) % all.length
      const times = new Map<string, number>()
      for (const kind of [...all.slice(first), ...all.slice(0, first)]) {
        times.set(kind, await milliseconds(desk, `${kind}.${nr + warmUps}@corp.example`))
      }
      if (nr < 0) continue
      took.push(...times.values())
      for (const [kind, differences] of apart) differences.push((times.get(kind) ?? 0) - (times.get('unknown') ?? 0))
    }
    return { apart, took }
  }

  /** @returns the bounds within which the median of all such differences lies, 999 times of 1,000 (by order statistics). */
  function medianWithin(differences: readonly number[]): [least: number, most: number] {
    const inOrder = sorted(differences)
    const reach = Math.ceil((3.29 * Math.sqrt(inOrder.length)) / 2)
    const middle = inOrder.length / 2
    return [inOrder[Math.floor(middle - reach)] ?? -Infinity, inOrder[Math.ceil(middle + reach)] ?? Infinity]
  }

  /**
   * The medians lie within max(5 %, 3 ms) of each other, or, on a machine that has much else to do, nothing speaks for
   * more after three times the rounds.
   * @returns the kinds that can be told from an unknown address
   */
  async function told(desk: Desk, kinds: readonly string[], count: number): Promise<string[]> {
    const apart = new Map<string, number[]>(kinds.map((kind) => [kind, []]))
    const took: number[] = []
    let allowed = 0
    const isApart = (kind: string): boolean => Math.abs(median(apart.get(kind) ?? [])) > allowed
    let rest = kinds
    for (let nr = 0; nr < 3 && rest.length > 0; nr++) {
      const more = await compare(desk, rest, count)
      for (const [kind, differences] of more.apart) apart.get(kind)?.push(...differences)
      took.push(...more.took)
      allowed = Math.max(0.05 * median(took), 3)
      rest = rest.filter(isApart)
    }
    return rest.filter((kind) => {
      const [least, most] = medianWithin(apart.get(kind) ?? [])
      return least > allowed || most < -allowed
    })
  }

  const kinds: Readonly<Record<string, Partial<GivenAccount>>> = {
    'without-mfa': {},
    locked: { state: 'enrolled-email', locked_until: '2030-01-01T00:00:00.000Z', lock_cause: 'x' },
    disabled: { enabled: 0 },
    'without-password': {},
  }

  it('none takes another time than an unknown address, over 200 rounds of them all', async () => {
    const phc = await hashAt(usualCost)
    for (const [kind, given] of Object.entries(kinds)) {
      await addKind(kind, given, kind === 'without-password' ? null : phc, rounds + warmUps)
    }
    expect(await told(await deskOf(usualCost), Object.keys(kinds), rounds)).toEqual([])
  })

  it('the broken way, an unknown address that costs less, is seen in each that has a password', async () => {
    const phc = await hashAt(13)
    const withPassword = Object.keys(kinds).filter((kind) => kind !== 'without-password')
    for (const kind of withPassword) await addKind(kind, kinds[kind] ?? {}, phc, 20 + warmUps)
    expect(await told(await deskOf(10), withPassword, 20)).toEqual(withPassword)
  })
})
