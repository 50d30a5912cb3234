/** The mark of an act in a timeline, by the group of its name and where it matters by its verb. */

const byAct: Readonly<Record<string, string>> = {
  'session.signIn': 'i-lucide-log-in',
  'session.signOut': 'i-lucide-log-out',
  'accounts.make': 'i-lucide-user-plus',
  'accounts.disable': 'i-lucide-circle-slash',
  'accounts.enable': 'i-lucide-circle-check',
  'accounts.changeRole': 'i-lucide-user-cog',
  'accounts.anonymise': 'i-lucide-user-round-x',
  'accounts.remove': 'i-lucide-trash-2',
  'accounts.unlock': 'i-lucide-lock-open',
  'accounts.clearMfa': 'i-lucide-shield-off',
  'accounts.deleteOtpKey': 'i-lucide-trash-2',
  'email.verify': 'i-lucide-circle-check',
  'otp.verify': 'i-lucide-circle-check',
  'otp.cancel': 'i-lucide-undo-2',
  'session.authenticate': 'i-lucide-log-in',
  'session.authenticateWithRecoveryCode': 'i-lucide-file-key-2',
  'self.makeOtpKey': 'i-lucide-qr-code',
  'self.verifyOtpKey': 'i-lucide-circle-check',
  'self.cancelOtpKey': 'i-lucide-undo-2',
  'self.sendEmailToken': 'i-lucide-mail',
  'self.verifyEmailToken': 'i-lucide-circle-check',
  'self.sendPasswordToken': 'i-lucide-mail',
  'self.deleteOtpKey': 'i-lucide-trash-2',
  'self.clearMfa': 'i-lucide-shield-off',
  'self.renewRecoveryCodes': 'i-lucide-scroll-text',
  'self.endSession': 'i-lucide-log-out',
  'self.endOtherSessions': 'i-lucide-log-out',
}
const byGroup: Readonly<Record<string, string>> = {
  session: 'i-lucide-key-round',
  welcome: 'i-lucide-house',
  accounts: 'i-lucide-pencil',
  imports: 'i-lucide-file-up',
  otp: 'i-lucide-qr-code',
  recovery: 'i-lucide-scroll-text',
  email: 'i-lucide-mail',
  passwords: 'i-lucide-key-round',
  outbox: 'i-lucide-send',
  settings: 'i-lucide-sliders-horizontal',
  self: 'i-lucide-user-cog',
  keys: 'i-lucide-key-round',
}

/** @param act `group.verb`; an act of another version gets a plain dot */
export const iconOfAct = (act: string): string =>
  byAct[act] ?? byGroup[act.slice(0, act.indexOf('.'))] ?? 'i-lucide-dot'
