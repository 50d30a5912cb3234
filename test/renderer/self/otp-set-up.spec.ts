/** M3 to M6, M9, M10 to M13: the steps of setting up OTP and email, by their names. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import EmailSetUp from '../../../src-renderer/components/self/EmailSetUp.vue'
import OtpSetUp from '../../../src-renderer/components/self/OtpSetUp.vue'
import { timeZone } from '../../../src-renderer/instants'
import { windowParts } from '../window-parts'

timeZone.value = 'UTC'
const now = Date.parse('2026-11-24T14:05:00.000Z')
const newKey = {
  keyId: 'k'.repeat(26),
  secret: 'JBSWY3DPEHPK3PXP6KQMV2NA7TWOZL4C',
  uri: 'otpauth://totp/WhaTap:haruka.sato@corp.example?secret=JBSWY3DPEHPK3PXP6KQMV2NA7TWOZL4C&issuer=WhaTap',
  issuer: 'WhaTap',
  accountName: 'haruka.sato@corp.example',
  algorithm: 'SHA-1',
  digits: 6,
  periodSeconds: 30,
} as const
const parts = { global: windowParts(), attachTo: document.body }
const otp = (props: object = {}) =>
  mount(OtpSetUp, { props: { newKey: null, pendingSince: null, now, busy: false, fault: null, ...props }, ...parts })
const email = (props: object = {}) =>
  mount(EmailSetUp, {
    props: { address: 'haruka.sato@corp.example', sent: null, now, busy: false, fault: null, ...props },
    ...parts,
  })
const button = (shown: ReturnType<typeof mount>, name: string) => {
  const found = shown.findAll('button').filter((one) => one.text() === name)
  expect(found).toHaveLength(1)
  return found[0]!
}
const field = (shown: ReturnType<typeof mount>, name: string) => {
  const label = shown.findAll('label').find((one) => one.text() === name)
  return shown.get<HTMLInputElement>(`[id="${label?.attributes('for')}"]`)
}

describe('setting up OTP', () => {
  it('M3 begins with the key, and says that an app must be on the phone', async () => {
    const shown = otp()
    expect(shown.text()).toContain('An authenticator app must be on your phone')
    await button(shown, '(Re)generate OTP key').trigger('click')
    expect(shown.emitted('make')).toHaveLength(1)
    expect(shown.findAll('input')).toHaveLength(0)
  })

  it('M4 shows picture and key, names the two ways of the app, and the account name', () => {
    const shown = otp({ newKey, pendingSince: '2026-11-24T14:03:00.000Z' })
    expect(shown.get('[role="img"]').attributes('aria-label')).toBe('OTP key QR code')
    const key = field(shown, 'OTP key')
    expect([key.attributes('readonly'), key.element.value.replaceAll(' ', '')]).toEqual(['', newKey.secret])
    expect(shown.text()).toContain('Scan a QR code is recommended')
    expect(shown.text()).toContain('Enter a setup key')
    expect(shown.text()).toContain('haruka.sato@corp.example')
    expect(shown.text()).toContain('Made 14:03. It replaces nothing until it is verified.')
  })

  it('M5 sends the token as it was typed, or gives the set-up up', async () => {
    const shown = otp({ newKey })
    await field(shown, 'OTP token').setValue('731 052')
    await shown.get('form').trigger('submit')
    expect(shown.emitted('verify')).toEqual([['731 052']])
    expect(button(shown, 'Verify OTP key').exists()).toBe(true)
    await button(shown, 'Cancel set-up').trigger('click')
    expect(shown.emitted('cancel')).toHaveLength(1)
  })

  it('M9 lets a key of before be verified, cancelled or made anew without showing it', () => {
    const shown = otp({ pendingSince: '2026-11-23T09:00:00.000Z' })
    expect(shown.text()).toContain('23 Nov 2026, 09:00')
    expect(shown.text()).toContain('cannot be shown again')
    expect(shown.find('[role="img"]').exists()).toBe(false)
    for (const name of ['(Re)generate OTP key', 'Verify OTP key', 'Cancel set-up']) button(shown, name)
  })

  it('says what to do where the key is not waiting any more', () => {
    const shown = otp({ pendingSince: '2026-11-23T09:00:00.000Z', fault: { code: 'no-pending-key', data: {} } })
    expect(shown.get('[role="alert"]').text()).toContain('Make another one')
  })
})

describe('setting up email', () => {
  const sent = {
    sentTo: 'h•••@corp.example',
    expiresAt: '2026-11-24T14:14:00.000Z',
    sendAgainAt: '2026-11-24T14:05:40.000Z',
    sentToFolder: false,
  }

  it('M10 mails a token to the address of the account', async () => {
    const shown = email()
    expect(shown.text()).toContain('haruka.sato@corp.example')
    await button(shown, 'Send authentication token by email').trigger('click')
    expect(shown.emitted('send')).toHaveLength(1)
  })

  it('M11 says where it went, and to look in the spam folder', () => {
    const shown = email({ sent })
    expect(shown.text()).toContain('h•••@corp.example')
    expect(shown.text()).toContain('spam folder')
    expect(shown.text()).not.toContain('no mail server')
    expect(email({ sent: { ...sent, sentToFolder: true } }).text()).toContain('no mail server')
  })

  it('M12 sends the token as it was typed', async () => {
    const shown = email({ sent })
    await field(shown, 'Authentication token').setValue('1234 5678')
    await shown.get('form').trigger('submit')
    expect(shown.emitted('verify')).toEqual([['1234 5678']])
    button(shown, 'Verify email token')
  })

  it('M13 says why a token was refused, and opens Send again at its time', async () => {
    const shown = email({ sent, fault: { code: 'email-token-wrong', data: { problem: 'expired' } } })
    expect(shown.text()).toContain('each is good for ten minutes. Have a new one sent')
    expect(button(shown, 'Send again').attributes('disabled')).toBeDefined()
    expect(shown.text()).toContain('Can be sent again at 14:05:40')
    await shown.setProps({ now: now + 41_000 })
    await button(shown, 'Send again').trigger('click')
    expect(shown.emitted('send')).toHaveLength(1)
  })
})
