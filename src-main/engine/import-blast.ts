/** What the lines of an import would do beyond their fields: whom they touch, what goes out, what ends. */
import type { Role } from '../../src-preload/contract/rights'
import { isStaff } from '../../src-preload/contract/rights'
import type { ImportBlast } from '../../src-preload/contract/imports'
import type { FoundAccount, PlannedLine } from './account-import'
import { foldKey } from './fold'

/** All but the sessions, which only the store knows. */
export type BlastCounts = Omit<ImportBlast, 'sessions'>

export const noBlast = (): ImportBlast => ({
  ...{ staff: 0, roles: 0, disabled: 0, enabled: 0, addresses: 0, mails: 0, sessions: 0 },
})

/** The addresses a letter goes to, each once. */
const addresses = (...given: readonly string[]): number =>
  new Set(given.filter((one) => one !== '').map((one) => foldKey(one))).size

/** What one line that changes an account does to it. */
export function blastOf(account: FoundAccount, changes: PlannedLine['changes']) {
  const to = new Map(changes.map((change) => [change.field, change.to]))
  const enabled = to.get('enabled')
  const email = to.get('email') ?? account.email
  const second = to.get('second-email') ?? account.second_email
  const emailMoves = foldKey(email) !== foldKey(account.email)
  const moves = emailMoves || foldKey(second) !== foldKey(account.second_email)
  // As the letters are written: a second address where none was takes nothing from anybody.
  const tellsAddress = moves && (account.second_email !== '' || emailMoves)
  const known = addresses(account.email, account.second_email)
  const told = (to.has('role') ? known : 0) + (enabled === undefined ? 0 : known)
  return {
    roles: to.has('role') ? 1 : 0,
    disabled: enabled === 'false' ? 1 : 0,
    enabled: enabled === 'true' ? 1 : 0,
    addresses: emailMoves && account.state === 'enrolled-email' ? 1 : 0,
    mails: told + (tellsAddress ? addresses(account.email, account.second_email, email, second) : 0),
    endsSessions: to.has('role') || enabled === 'false',
  }
}

/** Adds up what planned lines would do. @returns the accounts whose sessions would end */
export function addBlast(into: BlastCounts, planned: readonly PlannedLine[]): string[] {
  const ended: string[] = []
  for (const { account, values, changes, result, touchesStaff } of planned) {
    if (touchesStaff) into.staff += 1
    if (result === 'new' && isStaff((values.role ?? 'user') as Role)) into.roles += 1
    if (account === null || changes.length === 0) continue
    const { endsSessions, ...one } = blastOf(account, changes)
    for (const [key, by] of Object.entries(one) as [keyof typeof one, number][]) into[key] += by
    if (endsSessions) ended.push(account.id)
  }
  return ended
}
