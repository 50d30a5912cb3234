/** How the operations that prove the audit log are accepted, for the spec of rows. */
import { behind } from '../doubles/behind-the-desk'
import { packRow } from '../doubles/pack-row'
import { password } from '../doubles/test-desk'
import type { Accepted } from './accepted'

export const acceptedAuditProof: Record<string, Accepted> = {
  'audit.check':
    async ({ desk }) =>
    () =>
      desk.audit.check(),
  'audit.cancelCheck':
    async ({ desk }) =>
    () =>
      desk.audit.cancelCheck(),
  'audit.cut': async ({ test, desk }) => {
    const pack = { from: 1, to: 2, sha256: 'a'.repeat(64) }
    await behind(test, (tables) => tables.audit.append(packRow(test.time, pack)))
    await desk.session.stepUp({ password })
    return () => desk.audit.cut({ to: pack.to, fileSha256: pack.sha256, reason: 'kept for two years' })
  },
}
