/** What coverage means: each definition against the words of it, on any accounts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policies, states } from '../../src-preload/contract/accounts'
import { roles } from '../../src-preload/contract/rights'
import { changeKindOf, coverageOf, enrolledOf, totalOf, type Stands } from '../../src-main/engine/coverage'

const stands: fc.Arbitrary<Stands> = fc.record({
  department: fc.constantFrom('Sales', '営業部', ''),
  role: fc.constantFrom(...roles),
  policy: fc.constantFrom(...policies),
  state: fc.constantFrom(...states),
  enabled: fc.constantFrom(0, 1, 1),
})
const has = ({ state }: Stands) => state === 'enrolled-otp' || state === 'enrolled-email'

describe('coverage', () => {
  it('sums what a plain walk over the accounts counts', () => {
    fc.assert(
      fc.property(fc.array(stands, { maxLength: 60 }), (accounts) => {
        const coverage = coverageOf(accounts.map((one) => ({ ...one, count: 1 })))
        const those = (hold: (one: Stands) => boolean) =>
          accounts.filter((one) => one.enabled === 1 && hold(one)).length
        const must = ({ policy }: Stands) => policy === 'required'
        expect(totalOf(coverage.all.required)).toBe(those(must))
        expect(enrolledOf(coverage.all.required)).toBe(those((one) => must(one) && has(one)))
        expect(totalOf(coverage.all.notRequired)).toBe(those((one) => !must(one)))
        expect(coverage.requiredNone).toBe(those((one) => must(one) && !has(one)))
        expect(coverage.administratorsWithout).toBe(those((one) => one.role === 'administrator' && !has(one)))
        expect(coverage.disabled).toBe(accounts.filter(({ enabled }) => enabled === 0).length)
        for (const { key, required, notRequired } of coverage.departments) {
          for (const state of states) {
            const here = (one: Stands) => one.department === key && one.state === state
            expect(required[state]).toBe(those((one) => here(one) && must(one)))
            expect(notRequired[state]).toBe(those((one) => here(one) && !must(one)))
          }
        }
        for (const { key, required } of coverage.roles)
          expect(totalOf(required)).toBe(those((one) => one.role === key && must(one)))
        const sum = (rows: { required: Record<string, number> }[]) =>
          rows.reduce((all, { required }) => all + totalOf(required as never), 0)
        expect([sum(coverage.departments), sum(coverage.roles)]).toEqual(Array(2).fill(totalOf(coverage.all.required)))
      }),
    )
  })

  it('takes one combination in several rows for their sum, and gives an account back', () => {
    const one: Stands = { department: 'D', role: 'user', policy: 'required', state: 'pending', enabled: 1 }
    const { all } = coverageOf([
      { ...one, count: 5 },
      { ...one, count: -2 },
    ])
    expect(all.required.pending).toBe(3)
  })
})

describe('a change', () => {
  const at: Stands = { department: 'D', role: 'user', policy: 'required', state: 'not-enrolled', enabled: 1 }
  const otp: Stands = { ...at, state: 'enrolled-otp' }
  const email: Stands = { ...at, state: 'enrolled-email' }
  const off = (one: Stands): Stands => ({ ...one, enabled: 0 })
  const kinds: [string | null, Stands | null, Stands | null][] = [
    ['enrolled', at, otp],
    ['enrolled', { ...at, state: 'must-re-enrol' }, email],
    ['lost', otp, { ...otp, state: 'disabled-otp' }],
    ['lost', email, at],
    ['method', otp, email],
    ['joined', null, at],
    ['joined', off(otp), otp],
    ['left', otp, off(otp)],
    ['left', at, null],
    [null, at, { ...at, state: 'pending' }],
    [null, otp, { ...otp, department: 'E', role: 'helpdesk', policy: 'not-required' }],
    [null, off(at), off(otp)],
    [null, null, off(otp)],
    [null, off(otp), null],
  ]
  it.each(kinds)('is %s', (kind, before, after) => {
    expect(changeKindOf(before, after)).toBe(kind)
  })

  it('adds up: enrolled before and after differ by what enrolled, was lost, came and went', () => {
    const side = fc.option(stands, { freq: 5 })
    fc.assert(
      fc.property(fc.array(fc.tuple(side, side), { maxLength: 60 }), (moves) => {
        const counts = (one: Stands | null) => one !== null && one.enabled === 1 && has(one)
        const of = (kind: string, hold: (move: (typeof moves)[number]) => boolean = () => true) =>
          moves.filter((move) => changeKindOf(...move) === kind && hold(move)).length
        const [before, after] = [0, 1].map((end) => moves.filter((move) => counts(move[end] ?? null)).length)
        const came = of('joined', ([, is]) => counts(is))
        const went = of('left', ([was]) => counts(was))
        expect(after).toBe(before! + of('enrolled') - of('lost') + came - went)
      }),
    )
  })
})
