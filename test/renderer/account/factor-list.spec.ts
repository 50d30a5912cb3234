/** M21: the factors of an account are worded by its state: a key that lies there is not a key that works. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import FactorList from '../../../src-renderer/components/account/FactorList.vue'
import { windowParts } from '../window-parts'
import { detail, otpKey } from './detail'

const mounted = (over: Partial<AccountDetail>) =>
  mount(FactorList, {
    props: { account: detail(over), now: Date.parse('2026-03-31T09:00:00.000Z'), mayFinish: false },
    global: windowParts(),
  })
/** What stands beside each term, in order. */
const facts = (over: Partial<AccountDetail>) => {
  const list = mounted(over)
  const values = list.findAll('dd').map((one) => one.text())
  return list.findAll('dt').map((term, at) => `${term.text()}: ${values[at]}`)
}
const kind = 'Kind: 6 digits, new every 30 seconds, SHA-1'

describe('FactorList', () => {
  it.each<[AccountDetail['state'], Partial<AccountDetail>, string[]]>([
    ['not-enrolled', {}, ['OTP: Not set up', 'Email: Not set up']],
    ['pending', {}, ['OTP: Not set up', 'Email: Not set up']],
    [
      'enrolled-otp',
      { otp: otpKey() },
      ['OTP: Active since 3 Feb 2026', expect.stringMatching(/^Last used: 1 Mar 2026/), kind, 'Email: Not set up'],
    ],
    [
      'enrolled-otp',
      { otp: otpKey({ lastUsedAt: null }) },
      ['OTP: Active since 3 Feb 2026', 'Last used: Not used yet', kind, 'Email: Not set up'],
    ],
    [
      'disabled-otp',
      { otp: otpKey() },
      ['OTP: Disabled, set up 3 Feb 2026', expect.stringMatching(/^Last used: 1 Mar 2026/), kind, 'Email: Not set up'],
    ],
    ['disabled-otp', {}, ['OTP: Disabled', 'Email: Not set up']],
    [
      'must-re-enrol',
      { otp: otpKey() },
      [expect.stringMatching(/^OTP: To be set up anew/), expect.any(String), kind, 'Email: Not set up'],
    ],
    [
      'enrolled-email',
      { lastUsedAt: '2026-03-02T00:00:00.000Z' },
      ['OTP: Not set up', 'Email: Active', expect.stringMatching(/^Last used: 2 Mar 2026/)],
    ],
    ['enrolled-email', {}, ['OTP: Not set up', 'Email: Active', 'Last used: Not used yet']],
    [
      'disabled-email',
      { lastUsedAt: '2026-03-02T00:00:00.000Z' },
      ['OTP: Not set up', 'Email: Disabled', expect.stringMatching(/^Last used: 2 Mar 2026/)],
    ],
  ])('%s', (state, over, said) => {
    expect(facts({ state, ...over })).toEqual(said)
  })

  it('calls a key active beside a pending one only where it is', () => {
    const pendingKey = { id: 'b'.repeat(26), since: '2026-03-31T08:00:00.000Z' }
    const said = (state: AccountDetail['state']) => mounted({ state, otp: otpKey(), pendingKey }).text()
    expect(said('enrolled-otp')).toContain('the active key goes on working')
    expect(said('disabled-otp')).not.toContain('active key')
  })
})
