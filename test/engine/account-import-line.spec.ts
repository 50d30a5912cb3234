/** One line of an import by itself: canonical values, reasons for refusing, and data that stays data. */
import { describe, expect, it } from 'vitest'
import type { ImportField } from '../../src-preload/contract/imports'
import { checkLine } from '../../src-main/engine/account-import-line'
import { hostileNames } from '../samples/hostile-names'

const columns: ImportField[] = [
  'email',
  'name',
  'role',
  'language',
  'enabled',
  'phone',
  'second-email',
  'user-name',
  'department',
]
const check = (fields: string[], matchBy: 'email' | 'user-name' = 'email') =>
  checkLine({ line: 7, fields }, { columns, matchBy })
const line = (over: Partial<Record<ImportField, string>>): string[] =>
  columns.map((field) => over[field] ?? (field === 'email' ? 'a@corp.example' : ''))

describe('checkLine', () => {
  it('makes values canonical: NFC, ends trimmed, role, language and enabled by code', () => {
    const { values, refusal } = check(
      line({ name: '  カ\u3099  ', role: '管理者', language: '한국어', enabled: '無効', email: 'Ada@Corp.Example ' }),
    )
    expect(refusal).toBeNull()
    expect(values).toMatchObject({
      name: 'ガ',
      role: 'administrator',
      language: 'ko',
      enabled: 'false',
      email: 'Ada@Corp.Example',
      phone: '',
      department: '',
    })
  })

  it.each([
    ['helpdesk', ['Help desk', 'help-desk', 'HELPDESK', 'ヘルプデスク', '헬프 데스크']],
    ['auditor', ['Auditor', '監査人', '감사자']],
    ['operator', ['operator', 'オペレーター', 'ｵﾍﾟﾚｰﾀｰ', '운영자']],
    ['user', ['User', '一般ユーザー', '사용자']],
    ['administrator', ['Administrator', 'admin', '관리자']],
  ])('reads the role %s', (role, words) => {
    for (const word of words) expect(check(line({ role: word })).values.role).toBe(role)
  })

  it.each([
    ['true', ['True', '1', 'yes', 'Y', 'enabled', '有効', '활성', '사용', '○']],
    ['false', ['False', '0', 'no', 'N', 'Disabled', '無効', '비활성', '退職', '×']],
  ])('reads enabled %s', (enabled, words) => {
    for (const word of words) expect(check(line({ enabled: word })).values.enabled).toBe(enabled)
  })

  it.each([
    ['en', ['English', 'EN', 'en-US', '英語']],
    ['ja', ['ja_JP', '日本語', 'Japanese']],
    ['ko', ['ko', '한국어', 'ko-KR']],
  ])('reads the language %s', (language, words) => {
    for (const word of words) expect(check(line({ language: word })).values.language).toBe(language)
  })

  it('leaves out empty role and enabled, which cannot be empty, and keeps other empty cells as empty', () => {
    const { values, refusal } = check(line({}))
    expect(refusal).toBeNull()
    expect(values).toEqual({
      email: 'a@corp.example',
      name: '',
      language: '',
      phone: '',
      'second-email': '',
      'user-name': '',
      department: '',
    })
  })

  it.each([
    ['email-missing', 'email', line({ email: ' ' })],
    ['email-not-an-address', 'email', line({ email: 'not-an-address' })],
    ['email-not-an-address', 'email', line({ email: '"a b"@corp.example' })],
    ['second-email-not-an-address', 'second-email', line({ 'second-email': 'x@' })],
    ['role-unknown', 'role', line({ role: 'emperor' })],
    ['language-unknown', 'language', line({ language: 'fr' })],
    ['enabled-unknown', 'enabled', line({ enabled: 'perhaps' })],
    ['too-long', 'name', line({ name: 'x'.repeat(201) })],
    ['too-long', 'phone', line({ phone: '1'.repeat(51) })],
    ['control-character', 'name', line({ name: 'a\u0000b' })],
    ['control-character', 'name', line({ name: 'a\u001b[31mb' })],
    ['control-character', 'email', line({ email: 'a@corp.example\r\nBcc: b@corp.example' })],
    ['control-character', 'user-name', line({ 'user-name': 'a\nb' })],
    ['too-many-fields', null, [...line({}), 'x']],
    ['too-few-fields', null, line({}).slice(1)],
  ])('refuses %s in %s', (problem, field, fields) => {
    expect(check(fields).refusal).toEqual({ problem, field, line: null })
  })

  it('wants a value to match by', () => {
    expect(check(line({}), 'user-name').refusal).toEqual({
      problem: 'match-value-missing',
      field: 'user-name',
      line: null,
    })
    expect(check(line({ email: '', 'user-name': 'ada' }), 'user-name').refusal).toBeNull()
  })

  it.each(['=1+1', '+81-3-1234', '-2', '@SUM(A1)', '＝1+1', '\tx'])(
    'takes the apostrophe off that disarmed %j',
    (text) => {
      expect(check(line({ name: `'${text}` })).values.name).toBe(text.trim())
      expect(check(line({ name: text })).values.name).toBe(text.trim())
    },
  )

  it('leaves an apostrophe that is part of the name', () => {
    expect(check(line({ name: "'t Hooft" })).values.name).toBe("'t Hooft")
  })

  it.each(hostileNames)('$what stays data', ({ name, kept }) => {
    const { values, refusal } = check(line({ name }))
    if (kept === null) expect(refusal?.problem).toBe('control-character')
    else expect([refusal, values.name]).toEqual([null, kept])
  })
})
