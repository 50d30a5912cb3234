/** Columns guessed from headers in three languages. */
import { describe, expect, it } from 'vitest'
import { guessColumns, guessMatchBy } from '../../src-main/engine/account-import-columns'

describe('guessColumns', () => {
  it.each([
    [
      "a directory's export",
      ['SamAccountName', 'UserPrincipalName', 'DisplayName', 'Department', 'Enabled'],
      ['user-name', 'email', 'name', 'department', 'enabled'],
    ],
    ['Japanese', ['メール', '氏名', '部署', '権限'], ['email', 'name', 'department', 'role']],
    ['Korean', ['이메일', '이름', '부서', '권한', '사용 여부'], ['email', 'name', 'department', 'role', 'enabled']],
    [
      'every field',
      [
        'User name',
        'E-mail address',
        'Second email',
        'Phone number',
        'Full name',
        'Dept.',
        'Language',
        'Role',
        'Status',
      ],
      ['user-name', 'email', 'second-email', 'phone', 'name', 'department', 'language', 'role', 'enabled'],
    ],
    ['notes behind the word', ['メールアドレス（必須）', '氏名 *', '電話番号[任意]'], ['email', 'name', 'phone']],
    ['full-width and other cases', ['ＥＭＡＩＬ', 'mail_address2', 'display-name'], ['email', null, 'name']],
    ['a better word for one field', ['userPrincipalName', 'mail', 'cn'], ['user-name', 'email', 'name']],
    ['what nobody knows', ['備考', 'Badge', ''], [null, null, null]],
    ['one word twice', ['Email', 'Email'], ['email', null]],
  ])('reads %s', (_what, headers, fields) => {
    expect(guessColumns(headers)).toEqual(fields)
  })
})

describe('guessMatchBy', () => {
  it('takes the address, and the user name only where there is no address', () => {
    expect(guessMatchBy(['email', 'user-name'])).toBe('email')
    expect(guessMatchBy(['user-name', 'name'])).toBe('user-name')
    expect(guessMatchBy([null])).toBe('email')
  })
})
