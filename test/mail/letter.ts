/** A letter for specs of the ways out. */
import type { Letter } from '../../src-main/mail/mailer'

export const letter = (changed: Partial<Letter> = {}): Letter => ({
  messageId: '<k2j3h4g5f6d7s2a3k2j3h4g5f6@corp.example>',
  from: { name: 'MFA Desk', address: 'no-reply@corp.example' },
  to: 'taro.tanaka@corp.example',
  subject: '認証コードのお知らせ',
  text: '田中 太郎 様\n\n認証コード（Verification Code）\n\n40917325\n\n이 코드는 10분 동안 유효합니다.\n',
  html: '<!doctype html><html lang="ja"><body><p>田中 太郎 様</p><p>40917325</p></body></html>',
  at: '2026-03-31T09:00:00.000Z',
  language: 'ja',
  ...changed,
})
