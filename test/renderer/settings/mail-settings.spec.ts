/** Mail settings in the window: the password never comes back, the test shows the server's own answer, changes are named. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ChangedMail, MailTest } from '../../../src-preload/contract/settings'
import { mailTest } from '../../../src-preload/contract/settings'
import MailServerFields from '../../../src-renderer/components/settings/MailServerFields.vue'
import MailTestPanel from '../../../src-renderer/components/settings/MailTestPanel.vue'
import SettingsBar from '../../../src-renderer/components/settings/SettingsBar.vue'
import { windowParts } from '../window-parts'
import { wordsAt } from '../words'

const mail: ChangedMail = {
  way: 'smtp',
  host: 'mail.corp.example',
  port: 587,
  encryption: 'starttls',
  user: 'no-reply',
  password: null,
  senderName: 'WhaTap',
  senderAddress: 'no-reply@corp.example',
}
const refused: MailTest = {
  taken: false,
  steps: [
    { step: 'connected', done: true, detail: 'mail.corp.example:587', milliseconds: 18 },
    { step: 'signed-in', done: false, detail: '535 5.7.8 Authentication failed', milliseconds: 44 },
  ],
  problem: 'sign-in',
  transcript: [{ side: 'server', line: '535 5.7.8 Authentication failed' }],
}

describe('MailServerFields', () => {
  const fields = (modelValue: ChangedMail) =>
    mount(MailServerFields, {
      props: { modelValue, hasPassword: true, errors: {}, disabled: false },
      global: windowParts(),
    })
  const last = (shown: ReturnType<typeof fields>) => (shown.emitted('update:modelValue')?.at(-1) as [ChangedMail])[0]

  it('shows nothing of a password that is set, and keeps it while nothing is typed', async () => {
    const shown = fields(mail)
    const input = shown.get<HTMLInputElement>('input[type="password"]')
    expect(input.element.value).toBe('')
    expect(input.attributes('placeholder')).toBe('Set')
    await input.setValue('another')
    expect(last(shown).password).toBe('another')
    await input.setValue('')
    expect(last(shown).password).toBeNull()
  })

  it('takes it away by its own button', async () => {
    const shown = fields(mail)
    await shown.get('button[type="button"].px-0').trigger('click')
    expect(last(shown).password).toBe('')
    expect(fields({ ...mail, password: '' }).text()).toContain('it is taken away')
  })

  it('reads an emptied port as no number', async () => {
    const shown = fields(mail)
    await shown.get('input[inputmode="numeric"]').setValue('')
    expect(last(shown).port).toBeNaN()
  })
})

describe('MailTestPanel', () => {
  it('shows the steps with their time, the problem in words with what to do, and the lines of both sides', () => {
    const text = mount(MailTestPanel, { props: { test: refused, at: 0 }, global: windowParts() }).text()
    for (const words of ['Not taken', 'did not take user and password', 'made for programs', '18 ms', '535 5.7.8'])
      expect(text).toContain(words)
  })

  it.each(mailTest.shape.problem.unwrap().options)('has words and a next step for %s', (problem) => {
    expect(wordsAt(`settings.test.problem.${problem}`)).toEqual(expect.stringMatching(/\S/))
    expect(wordsAt(`settings.test.next.${problem}`)).toEqual(expect.stringMatching(/\S/))
  })
})

describe('SettingsBar', () => {
  it('names what is not saved', () => {
    const props = { changed: ['port', 'senderName'], busy: false, saved: false }
    const shown = mount(SettingsBar, { props, global: windowParts() })
    expect(shown.text()).toContain('2 changes not saved: Port, Sender name')
  })

  it('offers nothing to save where nothing changed', () => {
    const shown = mount(SettingsBar, { props: { changed: [], busy: false, saved: true }, global: windowParts() })
    expect(shown.text()).toContain('Saved.')
    expect(shown.findAll('button').map((one) => one.attributes('disabled'))).toEqual(['', ''])
  })
})
