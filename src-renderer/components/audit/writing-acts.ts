/** The acts that leave rows in the audit log, in the order of the filter; a spec holds the list against the contract. */
import type { ActBeyondOperations } from '../../../src-preload/contract/audit'
import type { OperationName } from '../../../src-preload/contract/index'

export const writingActs = [
  'session.signIn',
  'session.signOut',
  'session.stepUp',
  'accounts.make',
  'accounts.change',
  'accounts.changeRole',
  'accounts.disable',
  'accounts.enable',
  'imports.open',
  'imports.reread',
  'imports.check',
  'imports.apply',
  'imports.cancel',
  'imports.refused',
  'otp.reissue',
  'otp.verify',
  'otp.cancel',
  'recovery.renew',
  'welcome.makeAdministrator',
  'welcome.makeRecoveryKey',
  'welcome.confirmRecoveryKey',
  'keys.remakeFile',
] as const satisfies readonly (OperationName | ActBeyondOperations)[]
