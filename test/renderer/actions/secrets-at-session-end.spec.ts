/** Secrets that dialogs of the desk show about somebody else: none of them waits under the sign-in screen. */
import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import type { EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useFirstPasswords } from '../../../src-renderer/actions/use-first-passwords'
import { useIssuePassword } from '../../../src-renderer/actions/use-issue-password'
import { useReissueOtpKey } from '../../../src-renderer/actions/use-reissue-otp-key'
import { useRenewRecoveryCodes } from '../../../src-renderer/actions/use-renew-recovery-codes'
import { useSession } from '../../../src-renderer/stores/session'
import { detail } from '../account/detail'
import { answer, aState, forgetAll, someone } from '../fake-desk'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))

const after = { refresh: () => Promise.resolve(), end: () => Promise.resolve() }

describe('when the session ends', () => {
  let scope: EffectScope
  let session: ReturnType<typeof useSession>
  beforeEach(() => {
    forgetAll()
    setActivePinia(createPinia())
    scope = effectScope()
    session = useSession()
    session.state = aState({ me: someone() })
  })
  afterEach(() => scope.stop())

  it('drops a re-issued key; its dialog goes on asking for the token', async () => {
    const act = scope.run(() => useReissueOtpKey(detail))!
    answer('otp.reissue', { keyId: 'k'.repeat(26), secret: 'CANARY' })
    await act.make('New phone')
    expect(act.newKey.value).toMatchObject({ secret: 'CANARY' })
    session.leave('idle')
    expect([session.standing, act.newKey.value, act.step.value]).toEqual(['covered', null, 'key'])
  })

  it('drops new recovery codes', async () => {
    const act = scope.run(() => useRenewRecoveryCodes(detail))!
    answer('recovery.renew', { number: 2, codes: ['CANARY'] })
    await act.make('Lost the file')
    expect(act.set.value).toMatchObject({ codes: ['CANARY'] })
    session.leave('idle')
    expect([session.standing, act.set.value]).toEqual(['covered', null])
  })

  it('drops the slips of first passwords, and one that comes in late', async () => {
    const account = { id: 'b'.repeat(26), name: 'Keiko', email: 'keiko@corp.example' }
    answer('passwords.lacking', ({ after }: { after: string | null }) => ({
      count: 2,
      accounts: after === null ? [account, { ...account, id: 'c'.repeat(26) }] : [],
    }))
    const run = scope.run(() => useFirstPasswords())!
    await vi.waitFor(() => expect(run.count.value).toBe(2))
    run.way.value = 'slip'
    let made = 0
    answer('passwords.issue', () => {
      made += 1
      if (made === 2) session.leave('idle')
      return { slip: { password: `CANARY ${made}` } }
    })
    await run.run('First day')
    expect([made, session.standing, run.slips.value]).toEqual([2, 'covered', []])
  })

  it('drops a password on a slip', async () => {
    const act = scope.run(() => useIssuePassword(detail, after))!
    answer('passwords.issue', { slip: { password: 'CANARY' } })
    await act.confirm('slip', 'Forgotten')
    expect(act.slip.value).toMatchObject({ password: 'CANARY' })
    session.leave('idle')
    expect([session.standing, act.slip.value]).toEqual(['covered', null])
  })
})
