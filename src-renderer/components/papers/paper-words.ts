/** Which papers a job made: what they are called, and whether they are files of their own. */
import type { ListedAct } from '../../../src-preload/contract/jobs'

export type PaperWord = 'codes' | 'sheets' | 'slips'

/** @returns null for an act that leaves no papers */
export function paperWord(act: ListedAct): PaperWord | null {
  if (act.kind === 'renew-codes') return 'codes'
  if (act.kind === 'reissue' && act.way === 'sheet') return 'sheets'
  if (act.kind === 'issue-password' && act.way === 'slip') return 'slips'
  return null
}
