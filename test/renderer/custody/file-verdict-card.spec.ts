/** What a checked file is told to be: whose set, what that means, what to do; in every verdict the desk has. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { CustodySet, FileVerdict } from '../../../src-preload/contract/recovery'
import type { Fault } from '../../../src-renderer/bridge/fault'
import FileVerdictCard from '../../../src-renderer/components/custody/FileVerdictCard.vue'
import { windowParts } from '../window-parts'

const set: CustodySet = {
  ...{
    setId: 's'.repeat(26),
    accountId: 'a'.repeat(26),
    accountName: 'haruka@corp.example',
    personName: 'Haruka Sato',
  },
  ...{ department: 'Finance', number: 3, checksum: '9F3A-21C0', state: 'handed-over', of: 10, used: 3, jobNo: 12 },
  ...{ issuedAt: '2026-11-20T09:00:00.000Z', issuedBy: 'Ken Ono', handedTo: 'Haruka Sato', how: 'envelope' },
  ...{ handedAt: '2026-11-21T09:00:00.000Z', handedBy: 'Ken Ono', acknowledgedAt: null, acknowledgedBy: '' },
  ...{ supersededAt: null, note: '' },
}
const told = (verdict: FileVerdict | null, fault: Fault | null = null) =>
  mount(FileVerdictCard, { props: { name: 'found.txt', verdict, fault }, global: windowParts() })

describe('a checked file', () => {
  it.each<[FileVerdict, RegExp]>([
    [{ verdict: 'current', set, left: 7 }, /^Current.*Set 3 of Haruka Sato.*7 codes left.*not acknowledged/s],
    [
      { verdict: 'superseded', set, at: '2026-11-22T09:00:00.000Z' },
      /^Superseded.*Void since 22 Nov 2026.*Destroy it/s,
    ],
    [
      { verdict: 'altered', set, codesRight: 9, codesInFile: 10, differs: ['account', 'codes'] },
      /^Altered.*9 of its 10 codes.*the account and the codes.*Make a new set/s,
    ],
    [{ verdict: 'altered', set, codesRight: 4, codesInFile: 4, differs: [] }, /^Altered.*4 of its 4 codes/s],
    [{ verdict: 'not-ours', names: 'nothing' }, /^Not ours.*Nothing in it/s],
    [{ verdict: 'not-ours', names: 'another-issuer' }, /^Not ours.*another issuer/s],
    [{ verdict: 'not-ours', names: 'unknown-set' }, /^Not ours.*no such set/s],
  ])('is told by its verdict %#', (verdict, said) => {
    const text = told(verdict).text()
    expect(text).toMatch(said)
    expect(text).toContain('found.txt')
  })

  it('that is larger than any of ours is none of ours', () => {
    expect(told(null).text()).toMatch(/^Not ours.*larger than any/s)
  })

  it('that could not be checked is told so, and why', () => {
    expect(told(null, { code: 'not-allowed', data: {} }).text()).toMatch(/^Not checked/)
  })

  it('leads to its set, where it has one', async () => {
    const card = told({ verdict: 'superseded', set, at: '2026-11-22T09:00:00.000Z' })
    await card.get('button').trigger('click')
    expect(card.emitted('show')).toEqual([[set]])
    expect(told({ verdict: 'not-ours', names: 'nothing' }).find('button').exists()).toBe(false)
  })
})
