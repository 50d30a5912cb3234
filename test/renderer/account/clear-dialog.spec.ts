/** Clear MFA: what dies is counted, what follows is said by policy, and the safe button keeps it. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import ClearDialog from '../../../src-renderer/components/account/ClearDialog.vue'
import { windowParts } from '../window-parts'

const account = {
  name: 'Haruka Sato',
  email: 'haruka.sato@corp.example',
  secondEmail: 'h.sato@home.example',
  policy: 'required',
  state: 'enrolled-otp',
  otp: { since: '2026-03-12T09:00:00.000Z', lastUsedAt: null, algorithm: 'SHA-1', digits: 6, periodSeconds: 30 },
  emailFactor: null,
  recoverySet: { number: 3, madeAt: '2026-03-12T09:00:00.000Z', left: 7, of: 10, checksum: '9F3A-21C0' },
  pendingKey: null,
  deskToken: null,
  openSessions: 2,
  password: { setAt: '2026-03-12T09:00:00.000Z', temporaryUntil: null },
} as unknown as AccountDetail

const lines = () => [...document.querySelectorAll('[role="dialog"] li')].map((line) => line.textContent?.trim() ?? '')
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name) as HTMLButtonElement

describe('ClearDialog', () => {
  let dialog: ReturnType<typeof show>
  const show = (over: Partial<AccountDetail>, asking: 'clearMfa' | 'deleteOtpKey') =>
    mount(ClearDialog, {
      props: { asking, account: { ...account, ...over }, busy: false, fault: null },
      global: windowParts(),
      attachTo: document.body,
    })
  const shown = async (over: Partial<AccountDetail> = {}, asking: 'clearMfa' | 'deleteOtpKey' = 'clearMfa') => {
    dialog = show(over, asking)
    await flushPromises()
  }
  afterEach(() => dialog.unmount())

  it('M24 counts what dies', async () => {
    await shown()
    expect(lines().slice(0, 3)).toEqual([
      expect.stringMatching(/^1OTP key/),
      expect.stringMatching(/^7unused recovery codes/),
      expect.stringMatching(/^2open sessions/),
    ])
  })

  it('M24 says by policy what follows, and where the owner is told', async () => {
    await shown()
    expect(lines().join()).toContain('Must re-enrol')
    expect(lines().join()).toContain('both addresses')
    dialog.unmount()
    await shown({ policy: 'not-required', secondEmail: '', openSessions: 0 })
    expect(lines().join()).toContain('with the password alone')
    expect(lines().join()).not.toContain('session')
  })

  it('M24 asks for a reason, and keeps MFA by the safe button', async () => {
    await shown()
    button('Clear MFA').click()
    await flushPromises()
    expect(dialog.emitted('confirm')).toBeUndefined()
    const reason = document.querySelector('textarea')!
    reason.value = 'Lost the phone'
    reason.dispatchEvent(new Event('input'))
    button('Clear MFA').click()
    expect(dialog.emitted('confirm')).toEqual([['Lost the phone']])
    button('Keep MFA').click()
    expect(dialog.emitted('cancel')).toHaveLength(1)
  })

  it('M14 deletes the OTP key under its own name', async () => {
    await shown({}, 'deleteOtpKey')
    expect(button('Delete OTP key')).toBeDefined()
    expect(button('Keep OTP key')).toBeDefined()
  })
})
