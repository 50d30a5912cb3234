/** Two hundred names and addresses that try to become a header, a second recipient, or another mail. */
import { isEmailAddress } from '../../src-main/engine/email-address'
import { hostileNames } from '../samples/hostile-names'

const inserted = [
  '\r\nBcc: eve@evil.example',
  '\nBcc: eve@evil.example',
  '\rBcc: eve@evil.example',
  '\r\n\r\nA second body',
  '\u2028Bcc: eve@evil.example',
  '\u0085Bcc: eve@evil.example',
  '\u0000Bcc: eve@evil.example',
  '%0d%0aBcc: eve@evil.example',
  ', eve@evil.example',
  '; eve@evil.example',
  ' <eve@evil.example>',
  '<eve@evil.example>',
  '> eve@evil.example <',
  '"" <eve@evil.example>',
  '(comment) eve@evil.example',
  'group: eve@evil.example;',
  '=?utf-8?Q?=0D=0ABcc:_eve@evil.example?=',
  '=?utf-8?B?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=',
  '\\" eve@evil.example',
  '\r\n.\r\nMAIL FROM:<eve@evil.example>',
  '\r\nX-Injected: yes',
  '\tfolded\r\n continued: yes',
  '＠evil.example',
  '%eve@evil.example',
]
const names = [...inserted.map((text) => `Ada${text}`), ...inserted, ...hostileNames.map(({ name }) => name)]
const addresses = [
  ...inserted.map((text) => `ada@corp.example${text}`),
  ...inserted.map((text) => `ada${text}@corp.example`),
  ...inserted.map((text) => `${text}ada@corp.example`),
  ...hostileNames.map(({ name }) => `${name}@corp.example`),
  ...hostileNames.map(({ name }) => `ada@${name}.example`),
  'ada@corp.example@evil.example',
  'ada@evil.example,corp.example',
  '"ada eve@evil.example"@corp.example',
  '"eve@evil.example> "@corp.example',
  "a'da+o'neil@corp.example",
  'ada!eve%x@corp.example',
  'ada@täst.example',
  'ada@例え.テスト',
]

export interface Hostile {
  readonly name: string
  readonly address: string
  /** The address is one, so its mail goes out; otherwise nothing may arrive anywhere. */
  readonly goes: boolean
}

/** Names stand in the sender and the body, addresses where the mail goes. */
export const hostileLetters: readonly Hostile[] = [
  ...names.map((name) => ({ name, address: 'ada@corp.example', goes: true })),
  ...addresses.map((address) => ({ name: 'Ada', address, goes: isEmailAddress(address) })),
].slice(0, 200)
