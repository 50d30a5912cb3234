/** M21: the factors of an account are worded by its state: a key that lies there is not a key that works. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { AccountDetail } from '../../../src-preload/contract/accounts'
import FactorList from '../../../src-renderer/components/account/FactorList.vue'
import { windowParts } from '../window-parts'
import { detail, otpKey } from './detail'

const mounted = (over: Partial<AccountDetail>) =>
  mount(FactorList, {
    props: {
      account: detail({ password: { setAt: '2026-01-05T00:00:00.000Z', temporaryUntil: null }, ...over }),
      now: Date.parse('2026-03-31T09:00:00.000Z'),
      mayFinishKey: false,
      mayFinishToken: false,
    },
    global: windowParts(),
  })
/** What stands beside each term, in order. */
const facts = (over: Partial<AccountDetail>) => {
  const list = mounted(over)
  const values = list.findAll('dd').map((one) => one.text())
  return list.findAll('dt').map((term, at) => `${term.text()}: ${values[at]}`)
}
const kind = 'Kind: 6 digits, new every 30 seconds, SHA-1'
const last = 'Password: Set 5 Jan 2026'
const emailFactor = { since: '2026-02-03T04:05:00.000Z', lastUsedAt: '2026-03-02T00:00:00.000Z' }

describe('FactorList', () => {
  it.each<[AccountDetail['state'], Partial<AccountDetail>, unknown[]]>([
    ['not-enrolled', {}, ['OTP: Not set up', 'Email: Not set up', last]],
    ['pending', {}, ['OTP: Not set up', 'Email: Not set up', last]],
    [
      'enrolled-otp',
      { otp: otpKey() },
      [
        'OTP: Active since 3 Feb 2026',
        expect.stringMatching(/^Last used: 1 Mar 2026/),
        kind,
        'Email: Not set up',
        last,
      ],
    ],
    [
      'enrolled-otp',
      { otp: otpKey({ lastUsedAt: null }) },
      ['OTP: Active since 3 Feb 2026', 'Last used: Not used yet', kind, 'Email: Not set up', last],
    ],
    [
      'disabled-otp',
      { otp: otpKey() },
      [expect.stringMatching(/^OTP: (?!Active)/), expect.any(String), kind, 'Email: Not set up', last],
    ],
    [
      'enrolled-email',
      { emailFactor },
      ['OTP: Not set up', 'Email: Active since 3 Feb 2026', expect.stringMatching(/^Last used: 2 Mar 2026/), last],
    ],
    [
      'disabled-email',
      { emailFactor },
      ['OTP: Not set up', expect.stringMatching(/^Email: (?!Active)/), expect.stringMatching(/^Last used/), last],
    ],
    [
      'enrolled-otp',
      { otp: otpKey(), wrongInRow: 4, password: null },
      [expect.any(String), expect.any(String), kind, 'Email: Not set up', expect.stringContaining('4'), /none|no/i],
    ],
  ])('%s', (state, over, said) => {
    const shown = facts({ state, ...over })
    expect(shown).toHaveLength(said.length)
    said.forEach((one, at) => (one instanceof RegExp ? expect(shown[at]).toMatch(one) : expect(shown[at]).toEqual(one)))
  })

  it('calls a key active beside a pending one only where it is', () => {
    const pendingKey = { id: 'b'.repeat(26), since: '2026-03-31T08:00:00.000Z' }
    const said = (state: AccountDetail['state']) => mounted({ state, otp: otpKey(), pendingKey }).text()
    expect(said('enrolled-otp')).toContain('the active key goes on working')
    expect(said('disabled-otp')).not.toContain('active key')
  })
})
