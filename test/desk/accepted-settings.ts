/** How the operations on passwords and settings are accepted, for the spec of rows. */
import type { ChangedMail } from '../../src-preload/contract/settings'
import { defaultPolicy } from '../../src-main/engine/policy'
import { password } from '../doubles/test-desk'
import { administratorsEmail, type Accepted } from './accepted'

const mail: ChangedMail = {
  way: 'folder',
  host: 'mail.corp.example',
  port: 465,
  encryption: 'tls',
  user: 'desk@corp.example',
  senderName: 'WhaTap',
  senderAddress: 'no-reply@corp.example',
  password: 'relay-Pa55word!',
}

export const acceptedSettings: Record<string, Accepted> = {
  'passwords.issue':
    async ({ desk, person }) =>
    () =>
      desk.passwords.issue({ accountId: person, way: 'mail', reason: 'first day' }),
  'settings.changePolicy': async ({ desk }) => {
    await desk.session.stepUp({ password })
    return () => desk.settings.changePolicy({ ...defaultPolicy, required: 'staff', issuer: 'Another' })
  },
  'settings.changeApprovals': async ({ desk }) => {
    await desk.session.stepUp({ password })
    return () => desk.settings.changeApprovals({ secondPersonFor: ['role-changes'], requestHours: 12, undoHours: 24 })
  },
  'settings.changeMail':
    async ({ desk }) =>
    () =>
      desk.settings.changeMail(mail),
  'settings.testMail':
    async ({ desk }) =>
    () =>
      desk.settings.testMail({ mail, to: administratorsEmail }),
}
