/** What an audit row noted is read in words, and its instants as everywhere in the window. */
import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { policies, states } from '../../../src-preload/contract/accounts'
import { jobActKinds, jobProblems } from '../../../src-preload/contract/jobs'
import { letterKinds, mailStates } from '../../../src-preload/contract/outbox'
import { roles } from '../../../src-preload/contract/rights'
import { mailSettings, mailTest, policySettings } from '../../../src-preload/contract/settings'
import { useActWords } from '../../../src-renderer/components/audit/act-words'
import { timeZone } from '../../../src-renderer/instants'
import { englishWords } from '../words'

function writers(): ReturnType<typeof useActWords> {
  let found: ReturnType<typeof useActWords> | undefined
  const reader = defineComponent(() => {
    found = useActWords()
    return () => null
  })
  mount(reader, { global: { plugins: [englishWords()] } })
  return found!
}

/** Each value the desk writes under a field, as the contract has them. */
const said: Record<string, readonly string[]> = {
  state: [...states, ...mailStates],
  stateBefore: [...states, ...mailStates],
  role: roles,
  policy: policies,
  policyOwn: policies,
  restored: ['columns', 'factors', 'pending-key', 'made'],
  language: ['en', 'ja', 'ko'],
  kind: letterKinds,
  required: policySettings.shape.required.options,
  strength: policySettings.shape.strength.options,
  encryption: mailSettings.shape.encryption.options,
  way: ['mail', 'slip', 'sheet', 'zip', 'unpacked', ...mailSettings.shape.way.options],
  how: ['in-person', 'envelope', 'internal-mail', 'other'],
  verdict: ['current', 'superseded', 'altered', 'not-ours'],
  jobAct: [...jobActKinds, 'import', 'undo'],
  problem: [...mailTest.shape.problem.unwrap().options, ...jobProblems],
  host: ['electron', 'loopback', 'in-process'],
  slot: ['key-file', 'recovery-key'],
  method: ['otp', 'email', 'recovery-code', 'password', 'password-and-otp'],
  step: ['password', 'second-factor'],
  next: ['in', 'otp', 'email'],
  password: ['kept', 'removed', 'set'],
  cause: ['wrong-second-factor'],
}

describe('the values of an audit row', () => {
  beforeEach(() => void (timeZone.value = 'Asia/Tokyo'))

  it.each(Object.entries(said))('%s has words for each of them, and a name of its own', (field, values) => {
    const words = writers()
    for (const value of values) expect(words.value(field, value), value).not.toBe(value)
    expect(words.field(field)).not.toBe(field)
  })

  it('writes an instant in the zone of the desk', () => {
    expect(writers().value('expiresAt', '2026-03-31T23:59:59.999Z')).toBe('1 Apr 2026, 08:59:59 GMT+9')
  })

  it('leaves what people typed as it stands', () => {
    const words = writers()
    expect(words.value('host', 'mail.corp.example')).toBe('mail.corp.example')
    expect(words.value('name', 'sent')).toBe('sent')
    expect(words.value('department', 'helpdesk')).toBe('helpdesk')
    expect(words.value('sha256', 'ab12')).toBe('ab12')
  })
})
