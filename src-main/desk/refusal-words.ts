/** The words of the file of refused lines: those of the window (`import.problem`, `import.field`), held equal by a spec. */
import type { ImportField, LineProblem } from '../../src-preload/contract/imports'

/** ASCII only, as all of these: a file of any encoding can hold them. */
export const fieldWords: Readonly<Record<ImportField, string>> = {
  'user-name': 'User name',
  email: 'Email',
  'second-email': 'Second email',
  phone: 'Phone',
  name: 'Name',
  department: 'Department',
  language: 'Language',
  role: 'Role',
  enabled: 'Enabled',
}

/** With `{field}`, `{line}` and `{value}` where the window has them. */
export const problemWords: Readonly<Record<LineProblem, string>> = {
  'email-missing': 'Email is missing',
  'email-not-an-address': 'Email is not an address',
  'second-email-not-an-address': 'Second email is not an address',
  'same-email': 'Same address as line {line}',
  'same-user-name': 'Same user name as line {line}',
  'email-of-another': 'Another account has this email',
  'user-name-of-another': 'Another account has this user name',
  'role-unknown': 'The role {value} is not known',
  'role-needs-administrator': 'A staff role needs an administrator',
  'role-needs-second-person': 'A second person must approve a change of role. Do it as a job',
  'language-unknown': 'The language is not known',
  'enabled-unknown': 'Enabled says neither yes nor no',
  'too-long': '{field} is too long',
  'too-many-fields': 'More fields than the header',
  'too-few-fields': 'Fewer fields than the header',
  'control-character': '{field} holds a control character',
  'not-text': '{field} is a list or an object',
  'match-value-missing': '{field} is missing; accounts are found by it',
  'last-administrator': 'This is the last administrator',
  'own-account': 'This is your own account; another administrator changes its role and disables it',
}
