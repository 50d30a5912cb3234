/** Made-up rows: what a spec does not name is as with anybody. */
import type { GivenAccount } from '../../src-main/store/accounts'
import type { NewAuditRow } from '../../src-main/store/audit'

export const at = '2026-03-31T12:00:00.000Z'

export const account = (id: string, given: Partial<GivenAccount> = {}): GivenAccount => ({
  id,
  name: `Person ${id}`,
  email: `${id}@corp.example`,
  made_at: at,
  ...given,
})

export const auditRow = (given: Partial<NewAuditRow> = {}): NewAuditRow => ({
  at,
  actor_id: null,
  actor_name: 'Aoi Mori',
  actor_role: 'administrator',
  computer: 'DESK-01',
  host: 'in-process',
  act: 'accounts.make',
  account_id: null,
  account_name: '',
  result: 'done',
  code: null,
  reason: '',
  detail: '{}',
  ...given,
})
