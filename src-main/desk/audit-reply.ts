/** An audit row as it crosses to the window. */
import type { AuditRow as AuditRowReply } from '../../src-preload/contract/audit'
import type { AuditRow } from '../store/audit'

/** @returns the row with its names in the words of the contract. */
export const auditReply = (row: AuditRow): AuditRowReply => {
  const { standings = 0, standingsHash: _, ...detail } = JSON.parse(row.detail) as AuditRowReply['detail']
  return {
    no: row.no,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorRole: row.actor_role,
    computer: row.computer,
    host: row.host,
    act: row.act,
    accountId: row.account_id,
    accountName: row.account_name,
    result: row.result,
    code: row.code,
    reason: row.reason,
    detail,
    standings: Number(standings),
    hash: row.hash,
    before: row.before,
  }
}
