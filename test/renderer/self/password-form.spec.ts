/** Changing one's own password: what is asked, where each fault stands, and that nothing typed stays after it. */
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../src-renderer/bridge/fault'
import PasswordForm from '../../../src-renderer/components/self/PasswordForm.vue'
import { windowParts } from '../window-parts'

const mounted = (changes: object = {}) =>
  mount(PasswordForm, {
    props: {
      periodSeconds: 30,
      address: null,
      sent: null,
      least: 8,
      most: 128,
      temporary: false,
      now: Date.parse('2026-11-24T14:05:00.000Z'),
      busy: false,
      fault: null,
      done: 0,
      ...changes,
    },
    global: windowParts(),
    attachTo: document.body,
  })
const field = (form: ReturnType<typeof mounted>, name: string) => {
  const label = form.findAll('label').find((one) => one.text() === name)
  return form.get<HTMLInputElement>(`[id="${label?.attributes('for')}"]`)
}
const said = (form: ReturnType<typeof mounted>, name: string): string =>
  (field(form, name).attributes('aria-describedby')?.split(' ') ?? [])
    .map((id) => form.find(`[id="${id}"]`))
    .map((one) => (one.exists() ? one.text() : ''))
    .join(' ')

describe('the form of the password', () => {
  it('asks for the present one, the new one, and a code of the app only where OTP is set up', async () => {
    const form = mounted()
    await field(form, 'Current password').setValue('old')
    await field(form, 'New password').setValue('new one')
    await form.get('form').trigger('submit')
    expect(form.emitted('change')).toBeUndefined()
    await field(form, 'Authentication code').setValue('492 031')
    await form.get('form').trigger('submit')
    expect(form.emitted('change')).toEqual([[{ current: 'old', token: '492 031', password: 'new one' }]])

    const without = mounted({ periodSeconds: null })
    await field(without, 'Current password').setValue('old')
    await field(without, 'New password').setValue('new one')
    await without.get('form').trigger('submit')
    expect(without.emitted('change')).toEqual([[{ current: 'old', password: 'new one' }]])
  })

  it('asks for a mailed token where email is the method, has it mailed, and says what was wrong with it', async () => {
    const form = mounted({ periodSeconds: null, address: 'haruka.sato@corp.example' })
    expect(form.text()).toContain('It goes to haruka.sato@corp.example.')
    const button = () => form.findAll('button').find((one) => /^Send/.test(one.text()))!
    expect(button().text()).toBe('Send authentication token by email')
    await button().trigger('click')
    expect(form.emitted('send')).toHaveLength(1)
    const sent = {
      sentTo: 'h•••@corp.example',
      expiresAt: '2026-11-24T14:15:00.000Z',
      sendAgainAt: '2026-11-24T14:06:00.000Z',
      sentToFolder: false,
    }
    await form.setProps({ sent })
    await flushPromises()
    const box = field(form, 'Authentication token')
    expect(document.activeElement).toBe(box.element)
    expect(button().attributes('disabled')).toBeDefined()
    await form.setProps({ now: Date.parse(sent.sendAgainAt) })
    expect([button().text(), button().attributes('disabled')]).toEqual(['Send again', undefined])

    await field(form, 'Current password').setValue('old')
    await field(form, 'New password').setValue('new one')
    await form.get('form').trigger('submit')
    expect(form.emitted('change')).toBeUndefined()
    expect(said(form, 'Authentication token')).toContain('Type the token of the mail.')
    await box.setValue('4091 7325')
    await form.get('form').trigger('submit')
    expect(form.emitted('change')).toEqual([[{ current: 'old', token: '4091 7325', password: 'new one' }]])
    await form.setProps({ fault: { code: 'email-token-wrong', data: { problem: 'used' } } })
    expect(said(form, 'Authentication token')).toContain('This code was used already')
    expect(form.find('[role="alert"]').exists()).toBe(false)
  })

  it('says how long it has to be, by what the desk says', () => {
    expect(mounted({ least: 15 }).text()).toContain('15 to 128 characters')
  })

  it.each([
    ['Current password', { code: 'password-wrong', data: {} }],
    ['Authentication code', { code: 'token-wrong', data: { problem: 'used', offSeconds: 0 } }],
    ['New password', { code: 'password-weak', data: { problem: 'too-short', least: 8, most: 128 } }],
    ['New password', { code: 'same-password', data: {} }],
  ] as const satisfies [string, Fault][])('says at %s what was wrong with it', (name, fault) => {
    const form = mounted({ fault })
    expect(field(form, name).attributes('aria-invalid')).toBe('true')
    expect(said(form, name)).toMatch(/\w{4}/)
    expect(form.find('[role="alert"]').exists()).toBe(false)
  })

  it('counts down the wait after too many tries', () => {
    const fault = { code: 'password-wait', data: { until: '2026-11-24T14:06:30.000Z' } } as const
    expect(mounted({ fault }).text()).toContain('Next try in 1:30')
  })

  it('forgets what was typed once it is changed', async () => {
    const form = mounted()
    for (const name of ['Current password', 'New password', 'Authentication code']) {
      await field(form, name).setValue('secret')
    }
    await form.setProps({ done: 1 })
    for (const name of ['Current password', 'New password', 'Authentication code']) {
      expect(field(form, name).element.value).toBe('')
    }
  })
})
