/** M16 to M20: the second step as an action: in, refused, over, and no code that stays anywhere. */
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Pinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useSecondStep } from '../../../src-renderer/actions/use-second-step'
import { useSignIn } from '../../../src-renderer/actions/use-sign-in'
import { useSession } from '../../../src-renderer/stores/session'
import { aChallenge, answer, aState, calls, forgetAll, refuse, someone } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const now = Date.parse('2026-11-24T14:05:00.000Z')

describe('the second step', () => {
  let pinia: Pinia
  let step: ReturnType<typeof useSecondStep>
  let signIn: ReturnType<typeof useSignIn>
  let session: ReturnType<typeof useSession>
  let mounted: ReturnType<typeof mount>

  const open = (challenge = aChallenge()) => {
    session.state = aState({ challenge, now: new Date(now).toISOString() })
    answer('session.state', () => session.state)
    mounted = mount(
      defineComponent({
        setup() {
          step = useSecondStep()
          signIn = useSignIn()
          return () => h('p')
        },
      }),
    )
  }
  beforeEach(() => {
    vi.useFakeTimers({ now })
    forgetAll()
    pinia = createPinia()
    setActivePinia(pinia)
    session = useSession()
  })
  afterEach(() => {
    mounted.unmount()
    vi.useRealTimers()
  })

  it('M15 is owed after a right password, or one is in at once', async () => {
    open()
    answer('session.signIn', { kind: 'challenge', challenge: aChallenge({ method: 'email' }) })
    expect(await signIn.signIn('a@b.example', 'a password')).toBe(true)
    expect([session.standing, session.challenge?.method]).toEqual(['out', 'email'])
    answer('session.signIn', { kind: 'in', me: someone() })
    expect(await signIn.signIn('a@b.example', 'a password')).toBe(true)
    expect(session.standing).toBe('in')
  })

  it('M16 lets in with the code as it was typed', async () => {
    open()
    answer('session.authenticate', { kind: 'in', me: someone() })
    expect(await step.authenticate('492 031')).toBe(true)
    expect(calls[0]).toEqual(['session.authenticate', { code: '492 031' }])
    expect([session.standing, session.challenge]).toEqual(['in', null])
  })

  it('M17 lets in with a line of the file, to where the factor is set up', async () => {
    open()
    const confined = { to: 'factor', because: 'recovery-code' } as const
    answer('session.authenticateWithRecoveryCode', { kind: 'in', me: someone({ confined }) })
    expect(await step.withRecoveryCode(' 7KQ2-M9XF-3TBW-V0HD ')).toBe(true)
    expect(session.home).toBe('/account-management/mfa')
  })

  it('M20 stays where the code is wrong, and says so', async () => {
    open()
    refuse('session.authenticate', 'token-wrong', { problem: 'wrong', offSeconds: 0 })
    expect(await step.authenticate('000000')).toBe(false)
    expect(step.fault.value?.code).toBe('token-wrong')
    expect([session.challenge?.method, session.notice]).toEqual(['otp', null])
  })

  it('goes back to the password after the last wrong code, and says why', async () => {
    open()
    refuse('session.authenticate', 'token-wrong', { problem: 'wrong', offSeconds: 0 })
    answer('session.state', aState())
    await step.authenticate('000000')
    expect([session.challenge, session.notice]).toEqual([null, 'challenge-over'])
  })

  it('goes back to the password where the desk knows no open step', async () => {
    open()
    refuse('session.authenticate', 'challenge-over', {})
    await step.authenticate('000000')
    expect([session.challenge, session.notice]).toEqual([null, 'challenge-over'])
  })

  it('stays on the page that says it where the account is locked or the factor switched off', async () => {
    open()
    refuse('session.authenticate', 'locked', { until: '2026-11-24T14:20:00.000Z' })
    await step.authenticate('000000')
    expect([step.fault.value?.code, session.challenge?.method]).toEqual(['locked', 'otp'])
  })

  it('is over by itself when its time is', async () => {
    open(aChallenge({ endsAt: new Date(now + 60_000).toISOString() }))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(session.challenge).not.toBeNull()
    await vi.advanceTimersByTimeAsync(2500)
    expect([session.challenge, session.notice]).toEqual([null, 'challenge-over'])
  })

  it('M19 takes the new times of a code that was mailed again', async () => {
    open(aChallenge({ method: 'email', sendAgainAt: '2026-11-24T14:05:00.000Z' }))
    answer('session.sendAgain', {
      challenge: aChallenge({ method: 'email', sendAgainAt: '2026-11-24T14:06:00.000Z' }),
    })
    expect(await step.sendAgain()).toBe(true)
    expect(session.challenge?.sendAgainAt).toBe('2026-11-24T14:06:00.000Z')
  })

  it('is left for the password without a notice, even where the desk does not answer', async () => {
    open()
    await step.leave()
    expect(calls[0]?.[0]).toBe('session.leaveChallenge')
    expect([session.challenge, session.notice]).toEqual([null, null])
  })

  it('keeps neither password nor code in a store', async () => {
    open()
    answer('session.signIn', { kind: 'challenge', challenge: aChallenge() })
    await signIn.signIn('a@b.example', 'canary-password')
    refuse('session.authenticate', 'token-wrong', { problem: 'wrong', offSeconds: 0 })
    await step.authenticate('canary-code')
    refuse('session.authenticateWithRecoveryCode', 'recovery-code-wrong', { problem: 'wrong' })
    await step.withRecoveryCode('canary-recovery')
    expect(JSON.stringify(pinia.state.value)).not.toContain('canary')
  })
})
