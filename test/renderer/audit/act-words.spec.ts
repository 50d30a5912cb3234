/** Every act and every fault that can stand in the audit log has words. */
import { describe, expect, it } from 'vitest'
import { contract } from '../../../src-preload/contract'
import { actsBeyondOperations, auditHosts } from '../../../src-preload/contract/audit'
import type { Facts } from '../../../src-preload/contract/facts'
import { faults } from '../../../src-preload/contract/faults'
import { writingActs } from '../../../src-renderer/components/audit/writing-acts'
import { wordsAt } from '../words'

const operations = Object.entries(contract).flatMap(([group, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({
    name: `${group}.${verb}`,
    recorded: (operation as { '~orpc': { meta: Facts } })['~orpc'].meta.recordsRefusal,
  })),
)
/** Every act that can stand in the log: operations that leave a row, if only where refused, and what is no operation. */
const writing = [...operations.filter(({ recorded }) => recorded).map(({ name }) => name), ...actsBeyondOperations]

describe('the words of the audit log', () => {
  it('knows operations that leave rows, operations that do not, and what is no operation', () => {
    expect(writing).toEqual(expect.arrayContaining(['otp.reissue', 'imports.open', 'keys.remakeFile']))
    expect(writing).not.toContain('accounts.list')
  })

  it.each(writing)('%s has a name', (name) => {
    expect(wordsAt(`audit.act.${name}`)).toEqual(expect.stringMatching(/\S/))
  })

  it('gives no two of them the same name', () => {
    const names = writing.map((name) => wordsAt(`audit.act.${name}`))
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(auditHosts)('where an act came from has words: %s', (host) => {
    expect(wordsAt(`audit.host.${host}`)).toEqual(expect.stringMatching(/\S/))
  })

  it('offers exactly these acts in the filter', () => {
    expect([...writingActs].sort()).toEqual([...writing].sort())
  })

  it.each(Object.keys(faults))('the fault %s has words', (code) => {
    expect(wordsAt(`audit.code.${code}`)).toEqual(expect.stringMatching(/\S/))
  })
})
