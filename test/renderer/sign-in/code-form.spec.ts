/** M16, M17: the one box of the second step: what it sends, where its fault stands, and that it waits. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../src-renderer/bridge/fault'
import CodeForm from '../../../src-renderer/components/sign-in/CodeForm.vue'
import { windowParts } from '../window-parts'

const mounted = (changes: object = {}) =>
  mount(CodeForm, {
    props: {
      label: 'Authentication code',
      missing: 'Type the code.',
      numeric: true,
      busy: false,
      fault: null,
      wait: 0,
      ...changes,
    },
    global: windowParts(),
    attachTo: document.body,
  })
const described = (form: ReturnType<typeof mounted>): string =>
  (form.get('input').attributes('aria-describedby')?.split(' ') ?? [])
    .map((id) => form.find(`[id="${id}"]`).text())
    .join(' ')

describe('the form of the second step', () => {
  it('is one box for digits that the platform may fill', () => {
    const form = mounted()
    const boxes = form.findAll('input')
    expect(boxes).toHaveLength(1)
    expect(boxes[0]!.attributes()).toMatchObject({ inputmode: 'numeric', autocomplete: 'one-time-code' })
    expect(form.get('label').text()).toBe('Authentication code')
  })

  it('sends what was typed, as it was typed', async () => {
    const form = mounted()
    await form.get('input').setValue('  492 031 ')
    await form.get('form').trigger('submit')
    expect(form.emitted('send')).toEqual([['  492 031 ']])
  })

  it('says at the field that nothing was typed, and sends nothing', async () => {
    const form = mounted()
    await form.get('form').trigger('submit')
    expect(form.emitted('send')).toBeUndefined()
    expect(described(form)).toContain('Type the code.')
  })

  it.each([
    { code: 'token-wrong', data: { problem: 'used', offSeconds: 0 } },
    { code: 'email-token-wrong', data: { problem: 'expired' } },
    { code: 'recovery-code-wrong', data: { problem: 'wrong' } },
  ] as const satisfies Fault[])('M20 says cause and next step at the field: $code', async (fault) => {
    const form = mounted()
    await form.get('input').setValue('000000')
    await form.setProps({ fault })
    expect(form.get('input').attributes('aria-invalid')).toBe('true')
    expect(described(form)).toMatch(/\. \w/)
    // to be compared with the phone
    expect(form.get('input').element.value).toBe('000000')
  })

  it('says a fault that is not about the code apart from it', async () => {
    const form = mounted({ fault: { code: 'busy', data: {} } })
    expect(form.get('[role="alert"]').text()).toContain('hands full')
    expect(form.get('input').attributes('aria-invalid')).not.toBe('true')
  })

  it('waits: sends nothing, counts by the second to see and by the minute to hear', async () => {
    const form = mounted({ wait: 75 })
    await form.get('input').setValue('492031')
    await form.get('form').trigger('submit')
    expect(form.emitted('send')).toBeUndefined()
    expect(form.get('[aria-hidden="true"]:not(div):not(svg)').text()).toBe('Next try in 1:15')
    const heard = form.get('[role="status"]')
    expect(heard.text()).toBe('Next try in less than 2 minutes')
    await form.setProps({ wait: 61 })
    expect(heard.text()).toBe('Next try in less than 2 minutes')
    await form.setProps({ wait: 0 })
    await form.get('form').trigger('submit')
    expect(form.emitted('send')).toEqual([['492031']])
  })
})
