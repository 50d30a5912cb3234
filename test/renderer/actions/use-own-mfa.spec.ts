/** M3 to M14: setting up and taking away one's own method, and key and codes that go with the page and the session. */
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useOwnMfa } from '../../../src-renderer/actions/use-own-mfa'
import { useOwnAccount } from '../../../src-renderer/stores/own-account'
import { useSession } from '../../../src-renderer/stores/session'
import { answer, aState, calls, forgetAll, ownAccount, refuse, someone } from '../fake-desk'
import { windowParts } from '../window-parts'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const key = {
  keyId: 'k'.repeat(26),
  secret: 'CANARYKEYCANARYKEYCANARYKEYCANAR',
  uri: 'otpauth://totp/canary',
  issuer: 'WhaTap',
  accountName: 'haruka.sato@corp.example',
  algorithm: 'SHA-1',
  digits: 6,
  periodSeconds: 30,
}
const recoverySet = { number: 1, codes: ['CANARY-CODE'], fileText: 'CANARY-CODE', fileName: 'a.txt' }
const confined = { to: 'factor', because: 'recovery-code' } as const
const since = '2026-11-24T14:03:00.000Z'

describe('multi-factor authentication of one’s own account', () => {
  let pinia: Pinia
  let mfa: ReturnType<typeof useOwnMfa>
  let session: ReturnType<typeof useSession>
  let mounted: ReturnType<typeof mount>

  const open = (account = ownAccount(), me = someone()) => {
    session.state = aState({ me })
    useOwnAccount().account = account
    answer('self.show', account)
    const Section = defineComponent({
      setup() {
        mfa = useOwnMfa(() => null)
        return () => h('p')
      },
    })
    mounted = mount(Section, { global: { plugins: [pinia, ...windowParts().plugins] } })
  }
  const named = () => calls.map(([name]) => name)
  beforeEach(() => {
    forgetAll()
    pinia = createPinia()
    setActivePinia(pinia)
    session = useSession()
  })
  afterEach(() => mounted.unmount())

  it('M2 shows what is under way, else what is in use, else OTP', () => {
    const emailFactor = { since, lastUsedAt: null }
    const cases = [
      [ownAccount(), 'otp'],
      [ownAccount({ state: 'enrolled-email', emailFactor }), 'email'],
      [ownAccount({ state: 'pending', emailFactor, pendingKey: { id: 'p'.repeat(26), since } }), 'otp'],
      [ownAccount({ state: 'enrolled-email', emailFactor, emailAllowed: false }), 'otp'],
    ] as const
    for (const [account, method] of cases) {
      open(account)
      expect(mfa.method.value).toBe(method)
      mounted.unmount()
    }
    open()
  })

  it('M4 holds the key for its page alone, and M5 the codes that its first token brings', async () => {
    open()
    answer('self.makeOtpKey', key)
    await mfa.makeKey()
    expect(mfa.otp.newKey.value?.secret).toBe(key.secret)
    answer('self.verifyOtpKey', { me: someone(), recoverySet })
    await mfa.verifyKey('731 052')
    expect(calls).toContainEqual(['self.verifyOtpKey', { keyId: key.keyId, token: '731 052' }])
    expect([mfa.otp.newKey.value, mfa.codes.set.value]).toEqual([null, recoverySet])
    expect(JSON.stringify(pinia.state.value)).not.toContain('CANARY')
    await mfa.closeCodes()
    expect(mfa.codes.set.value).toBeNull()
    expect(mfa.said.value).toBe('OTP is on. To check, sign out and sign in again.')
  })

  it('M6 keeps the pending key where its token is refused', async () => {
    open()
    answer('self.makeOtpKey', key)
    await mfa.makeKey()
    refuse('self.verifyOtpKey', 'token-wrong', { problem: 'wrong', offSeconds: 0 })
    await mfa.verifyKey('000000')
    expect([mfa.otp.newKey.value?.keyId, mfa.otp.fault.value?.code]).toEqual([key.keyId, 'token-wrong'])
  })

  it('verifies and cancels a key that was made earlier and is not shown again', async () => {
    open(ownAccount({ state: 'pending', pendingKey: { id: 'p'.repeat(26), since } }))
    answer('self.cancelOtpKey', {})
    await mfa.cancelKey()
    expect(calls[0]).toEqual(['self.cancelOtpKey', { keyId: 'p'.repeat(26) }])
  })

  it('shows neither key nor codes any more once the session has ended', async () => {
    open()
    answer('self.makeOtpKey', key)
    await mfa.makeKey()
    mfa.codes.show(recoverySet as never)
    session.leave('idle')
    expect([session.standing, mfa.otp.newKey.value, mfa.codes.set.value]).toEqual(['covered', null, null])
  })

  it('M18 opens the desk again once a factor is verified anew', async () => {
    open(ownAccount({ state: 'enrolled-otp' }), someone({ confined }))
    expect(session.can('accounts.see')).toBe(false)
    answer('self.verifyEmailToken', { me: someone() })
    await mfa.verifyEmail('12345678')
    expect(session.can('accounts.see')).toBe(true)
  })

  it('M14 asks before anything is taken away, and M14 deletes or clears what was asked for', async () => {
    open(ownAccount({ state: 'enrolled-otp' }))
    mfa.ask('key')
    expect(named()).toEqual([])
    answer('self.deleteOtpKey', { me: someone() })
    await mfa.clear()
    expect(named()[0]).toBe('self.deleteOtpKey')
    mfa.ask('mfa')
    answer('self.clearMfa', { me: someone() })
    await mfa.clear()
    expect(named()).toContain('self.clearMfa')
    expect(mfa.clearing.asking.value).toBeNull()
  })
})
