/** How a report is accepted. */
import { password } from '../doubles/test-desk'
import type { Accepted } from './accepted'

const asked = {
  format: 'csv',
  language: 'en',
  what: { list: 'accounts', filter: {}, columns: ['name', 'email', 'state'] },
} as const

export const acceptedEnrollment: Record<string, Accepted> = {
  'reports.make': async ({ desk }) => {
    const { fileId } = await desk.reports.prepare({
      ...asked,
      what: { ...asked.what, columns: [...asked.what.columns] },
    })
    await desk.session.stepUp({ password })
    return () => desk.reports.make({ fileId })
  },
}
