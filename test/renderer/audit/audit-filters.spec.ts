/** The filters of the log: how they read, what a choice leads to, and the searches somebody keeps. */
import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuditFilter, SavedSearch } from '../../../src-preload/contract/audit'
import AuditFilterFields from '../../../src-renderer/components/audit/AuditFilterFields.vue'
import { filterFields, isSet, useFilterWords, without } from '../../../src-renderer/components/audit/filter-fields'
import PersonFilter from '../../../src-renderer/components/audit/PersonFilter.vue'
import SavedSearches from '../../../src-renderer/components/audit/SavedSearches.vue'
import { windowParts } from '../window-parts'

const id = 'b'.repeat(26)
const everything: AuditFilter = {
  fromDay: '2026-03-01',
  toDay: '2026-03-31',
  actor: 'keiko',
  accountId: id,
  act: 'otp.reissue',
  result: 'refused',
  computer: 'DESK-01',
  host: 'loopback',
}

function written(filter: AuditFilter, names: Record<string, string> = {}): Record<string, string> {
  let said: Record<string, string> = {}
  const Reader = defineComponent(() => {
    const words = useFilterWords()
    said = Object.fromEntries(filterFields.map((field) => [field, words(filter, field, names)]))
    return () => h('p')
  })
  mount(Reader, { global: windowParts() })
  return said
}

describe('a filter', () => {
  it('reads in words, one for each menu', () => {
    expect(written(everything, { [id]: 'Haruka Sato' })).toEqual({
      time: '2026-03-01 to 2026-03-31',
      actor: 'keiko',
      account: 'Haruka Sato',
      act: 'Re-issue OTP key',
      result: 'Refused',
      host: 'DESK-01, browser',
    })
    expect(written({ time: 'days-7', fromDay: undefined })['time']).toBe('Last 7 days')
    expect(written({ fromDay: '2026-03-01', toDay: '2026-03-01' })['time']).toBe('2026-03-01')
    expect(written({ actorId: id })['actor']).toBe('one person')
    expect(Object.values(written({}))).toEqual(['', '', '', '', '', ''])
  })

  it('loses what one menu asked for and nothing else', () => {
    for (const field of filterFields) {
      const left = without(everything, field)
      expect(isSet(left, field), field).toBe(false)
      for (const other of filterFields) if (other !== field) expect(isSet(left, other), other).toBe(true)
    }
  })
})

describe('the fields', () => {
  const fields = (filter: AuditFilter, only: (typeof filterFields)[number][] = ['result']) =>
    mount(AuditFilterFields, {
      props: { fields: only, filter, names: {}, people: [], computers: ['DESK-01'], today: '2026-03-31' },
      global: windowParts(),
    })

  it('replace what was asked before, and leave the others', async () => {
    const shown = fields({ result: 'done', act: 'otp.reissue' })
    await shown
      .findAll('[role=radio]')
      .find((one) => one.element.getAttribute('value') === 'failed')!
      .trigger('click')
    expect(shown.emitted('change')?.at(-1)).toEqual([{ act: 'otp.reissue', result: 'failed' }])
    await shown
      .findAll('[role=radio]')
      .find((one) => one.element.getAttribute('value') === 'every')!
      .trigger('click')
    expect(shown.emitted('change')?.at(-1)).toEqual([{ act: 'otp.reissue' }])
  })

  it('name days only once days are chosen, and a time takes them away', async () => {
    const shown = fields({ fromDay: '2026-03-01', toDay: '2026-03-02' }, ['time'])
    expect(shown.findComponent({ name: 'DaySpan' }).exists()).toBe(true)
    await shown
      .findAll('[role=radio]')
      .find((one) => one.element.getAttribute('value') === 'yesterday')!
      .trigger('click')
    expect(shown.emitted('change')?.at(-1)).toEqual([{ time: 'yesterday' }])
  })
})

describe('a person', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const people = [{ id, name: 'Haruka Sato', email: 'haruka@corp.example' }]

  it('is looked for once nothing is typed for a moment', async () => {
    const shown = mount(PersonFilter, {
      props: { label: 'Actor', part: '', chosen: null, people },
      global: windowParts(),
    })
    for (const text of ['h', 'ha', 'har ']) await shown.find('input').setValue(text)
    expect(shown.emitted('part')).toBeUndefined()
    vi.advanceTimersByTime(300)
    expect(shown.emitted('part')).toEqual([['har']])
    expect(shown.emitted('find')).toEqual([['har ']])
    await shown.find('li button').trigger('click')
    expect(shown.emitted('choose')).toEqual([[people[0]]])
  })

  it('that is chosen stands there by name and can be taken away', async () => {
    const props = { label: 'Actor', part: '', chosen: 'Haruka Sato', people }
    const shown = mount(PersonFilter, { props, global: windowParts() })
    expect(shown.find('input').exists()).toBe(false)
    expect(shown.text()).toContain('Haruka Sato')
    await shown.find('button').trigger('click')
    expect(shown.emitted('clear')).toHaveLength(1)
  })
})

describe('saved searches', () => {
  const searches: SavedSearch[] = [{ id, name: 'Refused today', filter: {}, madeAt: '2026-03-31T09:00:00.000Z' }]
  const shown = (asking: boolean) =>
    mount(SavedSearches, {
      props: { searches, canSave: true, asking, busy: false, fault: null },
      attachTo: document.body,
      global: windowParts(),
    })
  afterEach(() => void (document.body.innerHTML = ''))

  it('are not kept without a name', async () => {
    const menu = shown(false)
    await menu.setProps({ asking: true })
    const form = document.querySelector('form')!
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    await menu.vm.$nextTick()
    expect(menu.emitted('save')).toBeUndefined()
    expect(document.body.textContent).toContain('Give it a name.')
    const field = document.querySelector<HTMLInputElement>('form input')!
    field.value = '  Wrong tokens '
    field.dispatchEvent(new Event('input'))
    await menu.vm.$nextTick()
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    expect(menu.emitted('save')).toEqual([['Wrong tokens']])
    menu.unmount()
  })
})
