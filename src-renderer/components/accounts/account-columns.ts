/** The columns of the list, in their order; some drop where the sheet is narrow. */
import type { AccountColumn } from '../../../src-preload/contract/reports'

export const accountColumns = [
  'name',
  'email',
  'department',
  'policy',
  'state',
  'locked',
  'codes',
  'lastUsed',
] as const satisfies readonly AccountColumn[]
