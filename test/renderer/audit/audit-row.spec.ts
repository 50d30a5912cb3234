/** A row of the log: its link of the chain, and in full with where it leads and whether it was signed for. */
import { mount, RouterLinkStub } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { AuditRow } from '../../../src-preload/contract/audit'
import AuditGrid from '../../../src-renderer/components/audit/AuditGrid.vue'
import AuditGridRow from '../../../src-renderer/components/audit/AuditGridRow.vue'
import AuditRowDetail from '../../../src-renderer/components/audit/AuditRowDetail.vue'
import { windowParts as partsAlone } from '../window-parts'

/** Links lead to pages that are not there. */
const windowParts = () => {
  const parts = partsAlone()
  return { ...parts, stubs: { ...parts.stubs, RouterLink: RouterLinkStub } }
}

const now = Date.parse('2026-11-24T14:15:00.000Z')
const row: AuditRow = {
  no: 18_204,
  at: '2026-11-24T14:10:42.318Z',
  actorId: 'a'.repeat(26),
  actorName: 'Mika Tanaka',
  actorRole: 'helpdesk',
  computer: 'DESK-02',
  host: 'loopback',
  act: 'accounts.clearMfa',
  accountId: 'b'.repeat(26),
  accountName: 'Haruka Sato',
  result: 'done',
  code: null,
  reason: 'Phone lost or stolen. Left on the train this morning.',
  detail: { 'state before': 'enrolled-otp', state: 'must-re-enrol' },
  standings: 1,
  hash: `e83d04f7${'0'.repeat(52)}91ac`,
  before: `7c1e9a40${'0'.repeat(52)}5b02`,
}
const inFull = (over: Partial<AuditRow> = {}, anchored: boolean | null = false) =>
  mount(AuditRowDetail, {
    props: { row: { ...row, ...over }, anchored, nextAnchorBy: '2026-11-24T14:20:00.000Z' },
    global: windowParts(),
  })

describe('a row in full', () => {
  it('shows old and new, reason, host and both hashes', () => {
    const text = inFull().text()
    for (const said of [
      'Mika Tanaka, Help desk',
      'DESK-02, browser',
      'Left on the train',
      'Enrolled (OTP)',
      'Must re-enrol',
    ])
      expect(text).toContain(said)
    expect(text).toContain('7c1e 9a40 … 5b02')
    expect(text).toContain('e83d 04f7 … 91ac')
  })

  it('says whether it was signed for', () => {
    expect(inFull({}, true).text()).toMatch(/Anchored\s*yes/)
    expect(inFull({}, false).text()).toMatch(/Anchored\s*not yet; next by \d\d:20/)
    expect(inFull({}, null).text()).toMatch(/Anchored\s*not relied on/)
  })

  it('leads to the account and to the rows of person, account and act', async () => {
    const shown = inFull()
    expect(shown.findComponent(RouterLinkStub).props('to')).toBe(`/accounts/${row.accountId}`)
    for (const one of shown.findAll('li button')) await one.trigger('click')
    expect(shown.emitted('related')).toEqual([
      [{ actorId: row.actorId }, 'Mika Tanaka'],
      [{ accountId: row.accountId }, 'Haruka Sato'],
      [{ act: row.act }, ''],
    ])
    const own = inFull({ accountId: row.actorId })
    expect(own.findAll('li button')).toHaveLength(2)
    expect(inFull({ actorId: null, accountId: null }).findAll('li button')).toHaveLength(1)
  })
})

describe('the line of the chain', () => {
  const link = (over: { broken?: boolean; anchored?: boolean }) =>
    mount(AuditGridRow, {
      props: { row, index: 0, selected: false, broken: false, anchored: false, now, ...over },
      attrs: { id: 'x' },
      global: windowParts(),
    })
      .find('[role=row]')
      .classes()

  it('has a diamond where it was signed for, and a gap where it breaks', () => {
    expect(link({})).not.toContain('anchored')
    expect(link({ anchored: true })).toContain('anchored')
    expect(link({ broken: true })).toContain('broken')
  })

  it('is broken from the first to the last bad number, and anchored up to the last that was signed for', () => {
    // happy-dom has no heights: the rows are handed to the slot of a grid that shows all of them.
    const rows = [10, 9, 8, 7, 6].map((no) => ({ ...row, no }))
    const shown = mount(AuditGrid, {
      props: {
        rows,
        more: false,
        moreAbove: false,
        selected: null,
        brokenAt: 7,
        brokenTo: 8,
        anchoredTo: 9,
        now,
      },
      global: {
        ...windowParts(),
        stubs: {
          Icon: true,
          UIcon: true,
          WalkedGrid: {
            props: ['rows'],
            template:
              '<div><slot v-for="(row, index) in rows" :key="row.no" :row="row" :index="index" :id="`r${row.no}`" :active="false" /></div>',
          },
        },
      },
    })
    const numbers = (kind: string) => shown.findAll(`.${kind}`).map((one) => Number(one.attributes('data-no')))
    expect(numbers('broken')).toEqual([8, 7])
    expect(numbers('anchored')).toEqual([9, 8, 7, 6])
  })
})
