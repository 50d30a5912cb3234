/** The mark of an act in a timeline, by the group of its name and where it matters by its verb. */

const byAct: Readonly<Record<string, string>> = {
  'session.signIn': 'i-lucide-log-in',
  'session.signOut': 'i-lucide-log-out',
  'accounts.make': 'i-lucide-user-plus',
  'accounts.disable': 'i-lucide-circle-slash',
  'accounts.enable': 'i-lucide-circle-check',
  'accounts.changeRole': 'i-lucide-user-cog',
  'otp.verify': 'i-lucide-circle-check',
  'otp.cancel': 'i-lucide-undo-2',
}
const byGroup: Readonly<Record<string, string>> = {
  session: 'i-lucide-key-round',
  welcome: 'i-lucide-house',
  accounts: 'i-lucide-pencil',
  imports: 'i-lucide-file-up',
  otp: 'i-lucide-qr-code',
  recovery: 'i-lucide-scroll-text',
  keys: 'i-lucide-key-round',
}

/** @param act `group.verb`; an act of another version gets a plain dot */
export const iconOfAct = (act: string): string =>
  byAct[act] ?? byGroup[act.slice(0, act.indexOf('.'))] ?? 'i-lucide-dot'
