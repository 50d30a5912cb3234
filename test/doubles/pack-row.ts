/** The row that says a pack of evidence was made, where a spec is not about the pack itself. */
import type { NewAuditRow } from '../../src-main/store/audit'

/** @param at milliseconds since 1970 */
export const packRow = (at: number, pack: { from: number; to: number; sha256: string }): NewAuditRow => ({
  at: new Date(at).toISOString(),
  ...{ actor_id: null, actor_name: 'Keiko Ito', actor_role: 'administrator', computer: 'TEST-01', host: 'in-process' },
  ...{ act: 'evidence.make', account_id: null, account_name: '', result: 'done', code: null, reason: '' },
  detail: JSON.stringify(pack),
})
