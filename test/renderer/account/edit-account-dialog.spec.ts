/** Editing an account that somebody else changes meanwhile: what was typed is kept, what was not touched is not undone. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import EditAccountDialog from '../../../src-renderer/components/account/EditAccountDialog.vue'
import { fieldsOf, rebase } from '../../../src-renderer/components/account/account-form'
import { windowParts } from '../window-parts'
import { detail } from './detail'

describe('rebase', () => {
  const opened = fieldsOf(detail())

  it('takes over what only somebody else changed', () => {
    const now = { ...opened, department: '開発部', language: 'ja' as const }
    expect(rebase(opened, { ...opened, phone: '1' }, now)).toEqual({
      typed: { ...now, phone: '1' },
      opened: now,
      both: [],
      taken: ['department', 'language'],
    })
  })

  it('keeps what was typed where both changed a field, unless both wrote the same', () => {
    const typed = { ...opened, name: 'Mine', phone: '2' }
    const now = { ...opened, name: 'Theirs', phone: '2' }
    expect(rebase(opened, typed, now)).toEqual({ typed, opened, both: ['name'], taken: [] })
  })

  it('follows a second change of a field that was taken over, and still keeps the typed one', () => {
    const first = rebase(opened, { ...opened, name: 'Mine' }, { ...opened, department: 'X' })
    const second = rebase(first.opened, first.typed, { ...opened, name: 'Theirs', department: 'Y' })
    expect(second.typed).toEqual({ ...opened, name: 'Mine', department: 'Y' })
    expect(second.both).toEqual(['name'])
  })
})

const field = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === label)
  const input = document.getElementById(found?.htmlFor ?? '')
  expect(input, label).toBeInstanceOf(HTMLInputElement)
  return input as HTMLInputElement
}
async function type(label: string, value: string): Promise<void> {
  field(label).value = value
  field(label).dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}
async function save(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await flushPromises()
}

describe('EditAccountDialog', () => {
  let dialog: ReturnType<typeof mounted>
  const mounted = () =>
    mount(EditAccountDialog, {
      props: { open: true, account: detail(), busy: false, fault: null },
      global: windowParts(),
      attachTo: document.body,
    })
  afterEach(() => dialog.unmount())

  it('sends the colleague’s department back with the person’s own phone number', async () => {
    dialog = mounted()
    await flushPromises()
    await type('Phone', '1234')
    await dialog.setProps({
      account: detail({ department: '開発部', rev: 2 }),
      fault: { code: 'changed-meanwhile', data: {} },
    })
    await flushPromises()
    expect(field('Department').value).toBe('開発部')
    expect(document.body.textContent).toContain('Changed by somebody else meanwhile')
    await save()
    expect(dialog.emitted('save')).toEqual([[{ ...fieldsOf(detail()), department: '開発部', phone: '1234' }]])
  })

  it('shows what is on file under a field that both changed', async () => {
    dialog = mounted()
    await flushPromises()
    await type('Name', '佐藤 晴香')
    await dialog.setProps({ account: detail({ name: '佐藤 春香', rev: 2 }) })
    await flushPromises()
    expect(field('Name').value).toBe('佐藤 晴香')
    expect(document.body.textContent).toContain('Now on file: 佐藤 春香')
  })

  it('refuses an empty name, as New account does', async () => {
    dialog = mounted()
    await flushPromises()
    await type('Name', '  ')
    await save()
    expect(dialog.emitted('save')).toBeUndefined()
    expect(document.body.textContent).toContain('Type a name.')
    await type('Name', 'Haruka')
    await save()
    expect(dialog.emitted('save')).toHaveLength(1)
  })
})
