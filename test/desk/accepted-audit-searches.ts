/** How the operations of searches somebody keeps are accepted. */
import type { Accepted } from './accepted'

const search = { name: 'Refused today', filter: { time: 'today', result: 'refused' } } as const

export const acceptedAuditSearches: Record<string, Accepted> = {
  'audit.saveSearch':
    async ({ desk }) =>
    () =>
      desk.audit.saveSearch(search),
  'audit.forgetSearch': async ({ desk }) => {
    const { id } = (await desk.audit.saveSearch(search)).search
    return () => desk.audit.forgetSearch({ id })
  },
}
