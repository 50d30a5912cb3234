/** What the unpacked papers of a job are on paper: a recovery-code file, an enrolment sheet, or a password slip. */
import type { EnrolmentSheet } from '../../src-preload/contract/job-files'
import type { PasswordSlip } from '../../src-preload/contract/passwords'
import type { UnpackedPaper } from './unpack-papers'

export type PaperSheet =
  | { readonly kind: 'recovery-codes'; readonly text: string }
  | { readonly kind: 'enrolment-sheet'; readonly sheet: EnrolmentSheet }
  | { readonly kind: 'password-slip'; readonly slip: PasswordSlip }

/** @throws where it is none of them */
export function sheetOf({ name, text }: UnpackedPaper): PaperSheet {
  if (!name.endsWith('.json')) return { kind: 'recovery-codes', text }
  const found = JSON.parse(text) as EnrolmentSheet | PasswordSlip
  return 'secret' in found ? { kind: 'enrolment-sheet', sheet: found } : { kind: 'password-slip', slip: found }
}
