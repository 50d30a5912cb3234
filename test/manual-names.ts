/** The accessible names of the manual in the three languages, word for word: what people, screen readers and journeys find things by. */

export interface ManualName {
  readonly en: string
  readonly ja: string
  readonly ko: string
}

const name = (en: string, ja: string, ko: string): ManualName => ({ en, ja, ko })

/** One English name may stand for two things; then it is here once for each. */
export const manualNames: Readonly<Record<string, ManualName>> = {
  emailField: name('Email', 'メール', '이메일'),
  password: name('Password', 'パスワード', '비밀번호'),
  signIn: name('Sign in', 'ログイン', '로그인'),
  mfa: name('Multi-factor authentication', 'マルチファクター認証', '다중 인증'),
  authenticationCode: name('Authentication code', '認証コード', '인증 코드'),
  authenticate: name('Authenticate', '認証', '인증'),
  withRecoveryCode: name('Authenticate with a recovery code', '復旧コードによる認証', '복구 코드로 인증'),
  recoveryCode: name('Recovery code', '復旧コード', '복구 코드'),
  sendAgain: name('Send again', '再送信', '다시 보내기'),
  profile: name('Profile', 'プロファイル', '프로필'),
  accountManagement: name('Account management', 'アカウント管理', '계정 관리'),
  signOut: name('Sign out', 'ログアウト', '로그아웃'),
  otpMethod: name('OTP', 'OTP', 'OTP'),
  emailMethod: name('Email', 'Eメール', '이메일'),
  makeKey: name('(Re)generate OTP key', 'OTPキー(再)生成', 'OTP 키 (재)생성'),
  qrCode: name('OTP key QR code', 'OTPキーのQRコード', 'OTP 키 QR 코드'),
  otpKey: name('OTP key', 'OTPキー', 'OTP 키'),
  otpToken: name('OTP token', 'OTPトークン', 'OTP 토큰'),
  verifyKey: name('Verify OTP key', 'OTPキー検証', 'OTP 키 검증'),
  cancelSetUp: name('Cancel set-up', '設定をやめる', '설정 취소'),
  recoveryCodes: name('Recovery codes', '復旧コード', '복구 코드'),
  saveCodes: name('Save recovery codes', '復旧コードを保存', '복구 코드 저장'),
  copy: name('Copy', 'コピー', '복사'),
  print: name('Print', '印刷', '인쇄'),
  close: name('Close', '閉じる', '닫기'),
  mailToken: name(
    'Send authentication token by email',
    '認証トークンをメールで送信する',
    '인증 토큰을 이메일로 보내기',
  ),
  authenticationToken: name('Authentication token', '認証トークン', '인증 토큰'),
  verifyEmailToken: name('Verify email token', 'Eメールトークン検証', '이메일 토큰 검증'),
  deleteKey: name('Delete OTP key', 'OTPキー削除', 'OTP 키 삭제'),
  clearMfa: name('Clear MFA', 'MFAをクリアする', 'MFA 해제'),
  accounts: name('Accounts', 'アカウント', '계정'),
  enrollment: name('Enrollment', '登録状況', '등록 현황'),
  auditLog: name('Audit log', '監査ログ', '감사 로그'),
  outbox: name('Outbox', '送信箱', '발신함'),
  settings: name('Settings', '設定', '설정'),
  searchAccounts: name('Search accounts', 'アカウントを検索', '계정 검색'),
  reissueKey: name('Re-issue OTP key', 'OTPキー再発行', 'OTP 키 재발급'),
  sendEmailToken: name('Send email token', 'メールトークン送信', '이메일 토큰 보내기'),
  unlock: name('Unlock account', 'ロック解除', '잠금 해제'),
  newCodes: name('New recovery codes', '復旧コード再生成', '복구 코드 재생성'),
  reason: name('Reason', '理由', '사유'),
}
