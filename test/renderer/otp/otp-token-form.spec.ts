/** M5, M6: the token field sends what was typed, and keeps a refused token to be compared. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import OtpTokenForm from '../../../src-renderer/components/otp/OtpTokenForm.vue'
import { windowParts } from '../window-parts'

const mounted = () =>
  mount(OtpTokenForm, {
    props: { digits: 6, periodSeconds: 30, now: 1_800_000_000_000, busy: false, problem: null },
    global: windowParts(),
    attachTo: document.body,
  })

describe('OtpTokenForm', () => {
  it('M5 is one box for digits that no browser remembers', () => {
    const form = mounted()
    const boxes = form.findAll('input')
    expect(boxes).toHaveLength(1)
    expect(boxes[0]!.attributes()).toMatchObject({ inputmode: 'numeric', autocomplete: 'off' })
    expect(form.get('label').text()).toBe('OTP token')
    expect(form.get('button[type="submit"]').text()).toBe('Verify OTP key')
  })

  it('M5 hands over what was typed, as it was typed', async () => {
    const form = mounted()
    await form.get('input').setValue('731 052')
    await form.get('form').trigger('submit')
    expect(form.emitted('verify')).toEqual([['731 052']])
  })

  it('sends nothing while empty or while the desk is busy', async () => {
    const form = mounted()
    await form.get('form').trigger('submit')
    await form.get('input').setValue('123456')
    await form.setProps({ busy: true })
    await form.get('form').trigger('submit')
    expect(form.emitted('verify')).toBeUndefined()
  })

  it('M6 says what was wrong at the field and keeps the token there', async () => {
    const form = mounted()
    await form.get('input').setValue('204918')
    await form.setProps({ problem: { problem: 'off', offSeconds: -240 } })
    expect(form.get('[role="alert"]').text()).toMatch(/^That token is 4 minutes old/)
    const field = form.get('input')
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(field.element.value).toBe('204918')
    const described = field.attributes('aria-describedby')?.split(' ') ?? []
    expect(described.some((id) => form.find(`[id="${id}"]`).text().startsWith('That token is'))).toBe(true)
  })
})
