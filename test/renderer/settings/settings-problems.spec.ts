/** What is wrong with typed settings before the desk is asked, each with its words. */
import { describe, expect, it } from 'vitest'
import type { ChangedMail, PolicySettings } from '../../../src-preload/contract/settings'
import { mailProblems, policyProblems } from '../../../src-renderer/actions/settings-problems'
import { wordsAt } from '../words'

const policy: PolicySettings = {
  required: 'staff',
  graceDays: 14,
  strength: 'default',
  issuer: 'WhaTap',
  idleMinutes: 15,
  absoluteHours: 8,
}
const kept = {
  way: 'smtp',
  host: 'mail.corp.example',
  port: 587,
  encryption: 'starttls',
  user: 'no-reply',
  senderName: 'WhaTap',
  senderAddress: 'no-reply@corp.example',
  hasPassword: true,
} as const
const { hasPassword: _, ...set } = kept
const mail: ChangedMail = { ...set, password: null }

describe('typed settings', () => {
  it('in order have no problem', () => {
    expect(policyProblems(policy)).toEqual({})
    expect(mailProblems(mail, kept)).toEqual({})
  })

  it.each([Number.NaN, -1, 91, 1.5])('refuse %s days of grace', (graceDays) => {
    expect(policyProblems({ ...policy, graceDays })).toEqual({ graceDays: 'graceDays' })
  })

  it('refuse an issuer of blanks', () => {
    expect(policyProblems({ ...policy, issuer: '  ' })).toEqual({ issuer: 'issuer' })
  })

  it('refuse a server without host, port or sender', () => {
    const typed = { ...mail, host: ' ', port: 0, senderAddress: 'no-reply', password: 'x' }
    expect(Object.keys(mailProblems(typed, kept))).toEqual(['host', 'port', 'senderAddress'])
  })

  it('ask for the password again where host, port or encryption is another one', () => {
    expect(mailProblems({ ...mail, host: 'MAIL.corp.example' }, kept)).toEqual({})
    expect(mailProblems({ ...mail, host: 'mail.evil.example' }, kept)).toEqual({ password: 'password' })
    expect(mailProblems({ ...mail, host: 'mail.evil.example', password: 'typed' }, kept)).toEqual({})
    expect(mailProblems({ ...mail, port: mail.port + 1 }, kept)).toEqual({ password: 'password' })
    expect(mailProblems({ ...mail, encryption: 'none' }, kept)).toEqual({ password: 'password' })
    expect(mailProblems({ ...mail, host: 'mail.evil.example' }, { ...kept, hasPassword: false })).toEqual({})
  })

  it('for the folder need no server', () => {
    expect(mailProblems({ ...mail, way: 'folder', port: Number.NaN }, kept)).toEqual({})
  })

  it.each([...Object.keys(policy), ...Object.keys(mail), 'to'])('have words for what is wrong with %s', (field) => {
    expect(wordsAt(`settings.problem.${field}`)).toEqual(expect.stringMatching(/\S/))
  })

  it.each([...Object.keys(policy), ...Object.keys(mail)])('have a name for %s', (field) => {
    expect(wordsAt(`settings.field.${field}`)).toEqual(expect.stringMatching(/\S/))
  })
})
