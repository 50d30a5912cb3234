/** The audit chain: edits, deletions, insertions and swaps are found at their first number. */
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { chainHash, checkChain, genesis, type ChainContent, type ChainRow } from '../../src-main/engine/audit-chain'
import type { AuditTable } from '../../src-main/store/schema-of-history'

const length = 40

const content = (no: number): ChainContent => ({
  no,
  at: new Date(1_770_000_000_000 + no * 1000).toISOString(),
  actor_id: no % 3 === 0 ? null : `actor-${no}`,
  actor_name: `Sato ${no}`,
  actor_role: 'helpdesk',
  computer: 'DESK-04',
  host: 'loopback',
  act: no % 2 === 0 ? 'otp.reissue' : 'recovery.renew',
  account_id: no % 5 === 0 ? null : `account-${no}`,
  account_name: `田中 ${no}`,
  result: no % 7 === 0 ? 'refused' : 'done',
  code: no % 7 === 0 ? 'not-allowed' : null,
  reason: `phone lost, call ${no}`,
  detail: JSON.stringify({ number: no }),
})

function link(contents: Iterable<ChainContent>, before = genesis): ChainRow[] {
  const rows: ChainRow[] = []
  for (const one of contents) {
    const row = { ...one, before, hash: chainHash(before, one) }
    rows.push(row)
    before = row.hash
  }
  return rows
}

const rows = link(Array.from({ length }, (_, place) => content(place + 1)))
const brokenAt = (list: ChainRow[]) => checkChain(list, genesis).brokenAt
const place = fc.nat({ max: length - 1 })

describe('chainHash', () => {
  it('covers every column of the table', () => {
    expectTypeOf<keyof ChainRow>().toEqualTypeOf<keyof AuditTable>()
    expectTypeOf<AuditTable>().toExtend<ChainRow>()
  })

  it('is SHA-256 over the JSON array of the fields', () => {
    const { no, at, actor_id, actor_name, actor_role, computer, host, act, ...rest } = content(1)
    const { account_id, account_name, result, code, reason, detail } = rest
    const fields = [genesis, no, at, actor_id, actor_name, actor_role, computer, host, act]
    const text = JSON.stringify([...fields, account_id, account_name, result, code, reason, detail])
    expect(chainHash(genesis, content(1))).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('is the same before and after a lone surrogate was stored', () => {
    const hostile = { ...content(1), account_name: 'a\ud800b' }
    expect(chainHash(genesis, hostile)).toBe(chainHash(genesis, { ...hostile, account_name: 'a\ufffdb' }))
  })

  it('tells a missing account from an empty one, and a value from its neighbour', () => {
    const one = content(1)
    expect(chainHash(genesis, { ...one, account_id: null })).not.toBe(chainHash(genesis, { ...one, account_id: '' }))
    expect(chainHash(genesis, { ...one, actor_name: 'ab', actor_role: 'c' })).not.toBe(
      chainHash(genesis, { ...one, actor_name: 'a', actor_role: 'bc' }),
    )
  })
})

describe('checkChain', () => {
  it('takes an untouched log, whole, empty, or from any row on', () => {
    expect(checkChain(rows, genesis)).toEqual({ brokenAt: null, last: rows[length - 1]?.hash })
    expect(checkChain([], genesis)).toEqual({ brokenAt: null, last: genesis })
    expect(checkChain(rows.slice(10), rows[9]?.hash ?? '').brokenAt).toBeNull()
    expect(checkChain(rows.slice(10), rows[9]?.hash ?? '', 11).brokenAt).toBeNull()
  })

  it('finds an edit of any field of any row', () => {
    const field = fc.constantFrom(...(Object.keys(content(1)) as (keyof ChainContent)[]))
    fc.assert(
      fc.property(place, field, (at, name) => {
        const row = rows[at] as ChainRow
        const edited = { ...row, [name]: name === 'no' ? row.no + 1000 : `${row[name]}x` }
        expect(brokenAt(rows.with(at, edited))).toBe(at + 1)
      }),
      { numRuns: 300 },
    )
  })

  it('finds an edited hash, and an edit whose own hash was made anew at the row after', () => {
    fc.assert(
      fc.property(fc.nat({ max: length - 2 }), (at) => {
        const row = rows[at] as ChainRow
        expect(brokenAt(rows.with(at, { ...row, hash: genesis }))).toBe(at + 1)
        expect(brokenAt(rows.with(at, { ...row, before: 'f'.repeat(64) }))).toBe(at + 1)
        const forged = { ...row, reason: 'nothing happened' }
        expect(brokenAt(rows.with(at, { ...forged, hash: chainHash(row.before, forged) }))).toBe(at + 2)
      }),
    )
  })

  it('names a deleted row by its own number', () => {
    fc.assert(
      fc.property(fc.nat({ max: length - 2 }), (at) => {
        expect(brokenAt(rows.toSpliced(at, 1))).toBe(at + 1)
      }),
    )
  })

  it('finds an inserted row, also where the rows after were numbered anew', () => {
    fc.assert(
      fc.property(fc.nat({ max: length }), fc.boolean(), (at, numberAnew) => {
        const foreign = { ...(rows[(at + 7) % length] as ChainRow), no: at + 1 }
        const before = rows[at - 1]?.hash ?? genesis
        const inserted = { ...foreign, before, hash: foreign.hash }
        const after = rows.slice(at).map((row) => (numberAnew ? { ...row, no: row.no + 1 } : row))
        expect(brokenAt([...rows.slice(0, at), inserted, ...after])).toBe(at + 1)
      }),
    )
  })

  it('finds two rows that changed places, with and without their numbers', () => {
    fc.assert(
      fc.property(place, place, fc.boolean(), (a, b, withNumbers) => {
        fc.pre(a !== b)
        const [first, second] = [rows[a] as ChainRow, rows[b] as ChainRow]
        const swapped = withNumbers
          ? rows.with(a, second).with(b, first)
          : rows.with(a, { ...second, no: first.no }).with(b, { ...first, no: second.no })
        expect(brokenAt(swapped)).toBe(Math.min(a, b) + 1)
      }),
    )
  })

  it('finds a log that does not begin at the beginning', () => {
    expect(checkChain(rows.slice(3), genesis).brokenAt).toBe(1)
    expect(checkChain(rows.slice(3), rows[2]?.hash ?? '', 3).brokenAt).toBe(3)
  })

  it('cannot see a cut tail: that is what anchors are for', () => {
    expect(brokenAt(rows.slice(0, 20))).toBeNull()
  })
})
