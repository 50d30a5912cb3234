/** The email token at the desk: where it went, what is read back, and when another one may be sent. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { SentToken } from '../../../src-preload/contract/email'
import EmailTokenDialog from '../../../src-renderer/components/account/EmailTokenDialog.vue'
import { windowParts } from '../window-parts'

const now = Date.parse('2026-11-24T14:00:00.000Z')
const sent: SentToken = {
  sentTo: 'h•••@corp.example',
  expiresAt: '2026-11-24T14:10:00.000Z',
  sendAgainAt: '2026-11-24T14:01:00.000Z',
  sentToFolder: false,
}
const given = { open: true, name: 'Haruka Sato', sent, times: 0, now, busy: false, fault: null }

const text = () => document.querySelector('[role="dialog"]')?.textContent ?? ''
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name) as HTMLButtonElement

describe('EmailTokenDialog', () => {
  let dialog: ReturnType<typeof show>
  const show = (over: object = {}) =>
    mount(EmailTokenDialog, { props: { ...given, ...over }, global: windowParts(), attachTo: document.body })
  const shown = async (over: object = {}) => {
    dialog = show(over)
    await flushPromises()
  }
  afterEach(() => dialog.unmount())

  it('M23 says where it went, and that a folder is not a mailbox', async () => {
    await shown()
    expect(text()).toContain('h•••@corp.example')
    expect(text()).toContain('spam folder')
    await dialog.setProps({ sent: { ...sent, sentToFolder: true } })
    expect(text()).toContain('pickup folder')
  })

  it('M23 hands on what is read back, and nothing while nothing is typed', async () => {
    await shown()
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
    expect(dialog.emitted('verify')).toBeUndefined()
    expect(text()).toContain('Type what the person reads back.')
    const field = document.querySelector('input')!
    field.value = ' 1234 5678 '
    field.dispatchEvent(new Event('input'))
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    expect(dialog.emitted('verify')).toEqual([['1234 5678']])
  })

  it.each([
    ['wrong', 'not the token of the newest mail'],
    ['used', 'used already'],
    ['expired', 'has run out'],
    ['too-often', 'tried too often'],
    ['malformed', 'eight digits'],
  ] as const)('M23 says plainly that a token is %s', async (problem, sentence) => {
    await shown({ fault: { code: 'email-token-wrong', data: { problem } } })
    expect(document.querySelector('[role="alert"]')?.textContent).toContain(sentence)
  })

  it('M23 sends again once its time has come, and says when that is', async () => {
    await shown()
    expect(button('Send again').disabled).toBe(true)
    expect(text()).toContain('Can be sent again at')
    await dialog.setProps({ now: Date.parse(sent.sendAgainAt) })
    expect(button('Send again').disabled).toBe(false)
    expect(text()).not.toContain('Can be sent again at')
    button('Send again').click()
    expect(dialog.emitted('again')).toHaveLength(1)
  })
})
