/** What is wrong with settings as they are typed, seen before the desk is asked; the desk checks again. */
import type { ApprovalSettings, ChangedMail, MailSettings, PolicySettings } from '../../src-preload/contract/settings'

/** Keys under `settings.problem`, by field. */
export type Problems = Readonly<Partial<Record<string, string>>>

const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

export function policyProblems(policy: PolicySettings): Problems {
  return {
    ...(isWhole(policy.graceDays, 0, 90) ? {} : { graceDays: 'graceDays' }),
    ...(policy.issuer.trim() ? {} : { issuer: 'issuer' }),
  }
}

export function approvalProblems({ requestHours, undoHours }: ApprovalSettings): Problems {
  return {
    ...(isWhole(requestHours, 1, 168) ? {} : { requestHours: 'requestHours' }),
    ...(isWhole(undoHours, 0, 168) ? {} : { undoHours: 'undoHours' }),
  }
}

/** @param kept as it is set; a password that is kept goes to no other server, and no other way */
export function mailProblems(mail: ChangedMail, kept: MailSettings & { readonly hasPassword: boolean }): Problems {
  const moved =
    mail.host.trim().toLowerCase() !== kept.host.toLowerCase() ||
    (isWhole(mail.port, 1, 65535) && mail.port !== kept.port) ||
    mail.encryption !== kept.encryption
  const server =
    mail.way === 'folder'
      ? {}
      : {
          ...(mail.host.trim() ? {} : { host: 'host' }),
          ...(isWhole(mail.port, 1, 65535) ? {} : { port: 'port' }),
        }
  return {
    ...server,
    ...(kept.hasPassword && moved && mail.password === null ? { password: 'password' } : {}),
    ...(/^\S+@\S+$/.test(mail.senderAddress.trim()) ? {} : { senderAddress: 'senderAddress' }),
  }
}
