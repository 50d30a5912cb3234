/** What an import does with each line, given the accounts as they are. */
import { describe, expect, it } from 'vitest'
import { makeImportPlanner, type FoundAccount, type ImportRules } from '../../src-main/engine/account-import'
import type { ImportValues } from '../../src-main/engine/account-import-line'

const account = (over: Partial<FoundAccount> & { id: string }): FoundAccount => ({
  row_no: 1,
  user_name: '',
  user_name_key: null,
  email: `${over.id}@corp.example`,
  email_key: `${over.id}@corp.example`,
  second_email: '',
  phone: '',
  name: '',
  department: '',
  language: null,
  role: 'user',
  enabled: 1,
  state: 'not-enrolled',
  ...over,
})

const rules: ImportRules = {
  ...{ matchBy: 'email', update: true, actorId: 'me', mayChangeRoles: true, rolesNeedSecond: false },
  administrators: 2,
}

function plan(accounts: FoundAccount[], lines: ImportValues[], over: Partial<ImportRules> = {}) {
  const planner = makeImportPlanner({ ...rules, ...over })
  const found = {
    byEmailKey: new Map(accounts.map((one) => [one.email_key, one])),
    byUserNameKey: new Map(accounts.flatMap((one) => (one.user_name_key === null ? [] : [[one.user_name_key, one]]))),
  }
  return lines.map((values, place) => planner({ line: place + 2, values, refusal: null }, found))
}
const results = (...given: Parameters<typeof plan>) =>
  plan(...given).map(({ result, refusal }) =>
    refusal ? `${result} ${refusal.problem} ${refusal.line ?? ''}`.trim() : result,
  )

describe('an import plan', () => {
  it('makes what is new, changes what differs and leaves the rest alone', () => {
    const lines = plan(
      [account({ id: 'a', name: 'A', department: 'Old' }), account({ id: 'b', name: 'B' })],
      [
        { email: 'A@corp.example', name: 'A', department: 'New' },
        { email: 'b@corp.example', name: 'B' },
        { email: 'c@corp.example' },
      ],
    )
    expect(lines.map(({ result }) => result)).toEqual(['changed', 'same', 'new'])
    // the address that found the account is no change, however it is spelt
    expect(lines[0]?.changes).toEqual([{ field: 'department', from: 'Old', to: 'New' }])
  })

  it('changes nothing of accounts that exist unless asked to', () => {
    expect(results([account({ id: 'a' })], [{ email: 'a@corp.example', name: 'X' }], { update: false })).toEqual([
      'same',
    ])
  })

  it('refuses the second line of one address or user name, in any spelling, and names the first', () => {
    expect(
      results(
        [],
        [
          { email: 'a@corp.example', 'user-name': 'x' },
          { email: 'A@CORP.example' },
          { email: 'b@corp.example', 'user-name': 'Ｘ' },
          { email: 'b@corp.example' },
        ],
      ),
    ).toEqual(['new', 'refused same-email 2', 'refused same-user-name 2', 'new'])
  })

  it('refuses an address or user name of another account', () => {
    const there = [
      account({ id: 'a', user_name: 'ann', user_name_key: 'ann' }),
      account({ id: 'b', user_name: 'bob', user_name_key: 'bob' }),
    ]
    expect(results(there, [{ 'user-name': 'ann', email: 'b@corp.example' }], { matchBy: 'user-name' })).toEqual([
      'refused email-of-another',
    ])
    expect(
      results(there, [
        { email: 'a@corp.example', 'user-name': 'BOB' },
        { email: 'n@corp.example', 'user-name': 'bob' },
      ]),
    ).toEqual(['refused user-name-of-another', 'refused user-name-of-another'])
  })

  it('changes the address of an account found by user name', () => {
    const there = [account({ id: 'a', user_name: 'ann', user_name_key: 'ann' })]
    const [line] = plan(there, [{ 'user-name': 'Ann', email: 'new@corp.example' }], { matchBy: 'user-name' })
    expect(line?.changes).toEqual([{ field: 'email', from: 'a@corp.example', to: 'new@corp.example' }])
  })

  it('cannot make an account without an address', () => {
    expect(results([], [{ 'user-name': 'ann' }], { matchBy: 'user-name' })).toEqual(['refused email-missing'])
  })

  it('leaves staff roles and staff accounts to who may change roles', () => {
    const there = [account({ id: 'h', role: 'helpdesk' })]
    const lines: ImportValues[] = [
      { email: 'n@corp.example', role: 'operator' },
      { email: 'h@corp.example', role: 'user' },
      { email: 'h@corp.example', phone: '1' },
      { email: 'h@corp.example', role: 'helpdesk' },
      { email: 'm@corp.example', role: 'user' },
    ]
    expect(results(there, lines, { mayChangeRoles: false })).toEqual([
      'refused role-needs-administrator',
      'refused role-needs-administrator',
      'refused role-needs-administrator',
      'same',
      'new',
    ])
    const allowed = lines.flatMap((line) => plan(there, [line]))
    expect(allowed.map(({ result, touchesStaff }) => [result, touchesStaff])).toEqual([
      ['new', true],
      ['changed', true],
      ['changed', true],
      ['same', false],
      ['new', false],
    ])
    const [left] = plan(there, [{ email: 'h@corp.example', phone: '1' }], { update: false })
    expect(left).toMatchObject({ result: 'same', touchesStaff: false })
  })

  it('never demotes or disables the last administrator, counting as it goes', () => {
    const there = ['a', 'b', 'c'].map((id) => account({ id, role: 'administrator' }))
    expect(
      results(
        there,
        [
          { email: 'a@corp.example', role: 'user' },
          { email: 'b@corp.example', enabled: 'false' },
          { email: 'c@corp.example', role: 'auditor' },
          { email: 'c@corp.example', phone: '1' },
        ],
        { administrators: 3 },
      ),
    ).toEqual(['changed', 'changed', 'refused last-administrator', 'changed'])
  })

  it('leaves the own role and being enabled to somebody else', () => {
    const there = [account({ id: 'me', role: 'administrator' })]
    expect(
      results(there, [
        { email: 'me@corp.example', enabled: 'false' },
        { email: 'me@corp.example', phone: '1' },
      ]),
    ).toEqual(['refused own-account', 'changed'])
    expect(results(there, [{ email: 'me@corp.example', role: 'user' }], { administrators: 1 })).toEqual([
      'refused last-administrator',
    ])
  })
})
