/** A mail in full: the server's words as they came, and the acts of those who may act. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { MailRow } from '../../../src-preload/contract/outbox'
import OutboxRowDetail from '../../../src-renderer/components/outbox/OutboxRowDetail.vue'
import { windowParts } from '../window-parts'

const words = '550 5.1.1 <goro.inoue@plant.example>: Recipient address rejected: User unknown'
const row: MailRow = {
  id: 'a'.repeat(26),
  kind: 'recovery-code-used',
  state: 'failed',
  to: 'goro.inoue@plant.example',
  accountId: null,
  accountName: 'Goro Inoue',
  madeAt: '2026-11-24T13:50:00.000Z',
  tries: 3,
  nextAt: null,
  lastAt: '2026-11-24T13:50:00.000Z',
  said: [{ at: '2026-11-24T13:50:00.000Z', words }],
  secret: false,
}
const detail = (over: Partial<MailRow> = {}, mayAct = true) =>
  mount(OutboxRowDetail, {
    props: { row: { ...row, ...over }, mayAct, busy: false, fault: null },
    global: windowParts(),
  })
const names = (shown: ReturnType<typeof detail>) => shown.findAll('button').map((one) => one.text())

describe('OutboxRowDetail', () => {
  it('shows the words verbatim under what they mean', () => {
    const text = detail().text()
    expect(text).toContain(words)
    expect(text.indexOf('does not know this address')).toBeLessThan(text.indexOf(words))
  })

  it('offers a slip and another try', async () => {
    const shown = detail()
    expect(names(shown)).toEqual(['Print slip', 'Try again now'])
    for (const one of shown.findAll('button')) await one.trigger('click')
    expect(shown.emitted('print')).toHaveLength(1)
    expect(shown.emitted('tryAgain')).toHaveLength(1)
  })

  it('says why a code is not printed', () => {
    const shown = detail({ secret: true, kind: 'desk-code' })
    expect(names(shown)).toEqual([])
    expect(shown.text()).toContain('not printed from here')
  })

  it('offers nothing to who only looks, and nothing on what is over', () => {
    expect(names(detail({}, false))).toEqual([])
    expect(names(detail({ state: 'folder' }))).toEqual([])
    expect(detail({ state: 'folder' }).text()).toContain('not sent')
  })
})
