/** How an evidence pack is accepted. */
import { password } from '../doubles/test-desk'
import type { Accepted } from './accepted'

export const acceptedEvidence: Record<string, Accepted> = {
  'evidence.make': async ({ desk }) => {
    const range = { by: 'rows', from: 1, to: 2 } as const
    const { fileId } = await desk.evidence.prepare({ range, reason: 'the audit of March', language: 'en' })
    await desk.session.stepUp({ password })
    return () => desk.evidence.make({ fileId })
  },
}
