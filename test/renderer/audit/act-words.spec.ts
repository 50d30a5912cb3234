/** Every act and every fault that can stand in the audit log has words. */
import { describe, expect, it } from 'vitest'
import { contract } from '../../../src-preload/contract'
import type { Facts } from '../../../src-preload/contract/facts'
import { faults } from '../../../src-preload/contract/faults'
import { writingActs } from '../../../src-renderer/components/audit/writing-acts'
import { wordsAt } from '../words'

const operations = Object.entries(contract).flatMap(([group, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({
    name: `${group}.${verb}`,
    writes: (operation as { '~orpc': { meta: Facts } })['~orpc'].meta.writes,
  })),
)
const writing = operations.filter(({ writes }) => writes).map(({ name }) => name)

describe('the words of the audit log', () => {
  it('knows operations that write and operations that do not', () => {
    expect(writing).toContain('otp.reissue')
    expect(writing).not.toContain('accounts.list')
  })

  it.each(writing)('%s has a name', (name) => {
    expect(wordsAt(`audit.act.${name}`)).toEqual(expect.stringMatching(/\S/))
  })

  it('gives no two of them the same name', () => {
    const names = writing.map((name) => wordsAt(`audit.act.${name}`))
    expect(new Set(names).size).toBe(names.length)
  })

  it('offers exactly the writing operations in the filter', () => {
    expect([...writingActs].sort()).toEqual([...writing].sort())
  })

  it.each(Object.keys(faults))('the fault %s has words', (code) => {
    expect(wordsAt(`audit.code.${code}`)).toEqual(expect.stringMatching(/\S/))
  })
})
