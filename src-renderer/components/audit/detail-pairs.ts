/** An audit row's detail, sorted into what changed from old to new and what was merely noted. */
import type { AuditRow } from '../../../src-preload/contract/audit'

type Value = AuditRow['detail'][string]

export interface DetailPair {
  readonly field: string
  /** Undefined where the row says only what it became. */
  readonly old: Value | undefined
  /** Undefined where the row says only what it was. */
  readonly new: Value | undefined
}

/** `name before` and `stateBefore` both name the old value of a field. */
const oldOf = /^(?<field>.+?)(?: before|Before)$/

/** @returns one pair per field, in the order in which the row names them */
export const detailPairs = (detail: AuditRow['detail']): DetailPair[] => {
  const pairs = new Map<string, { old: Value | undefined; new: Value | undefined }>()
  for (const [key, value] of Object.entries(detail)) {
    const before = oldOf.exec(key)?.groups?.['field']
    const field = before ?? key
    const pair = pairs.get(field) ?? { old: undefined, new: undefined }
    pairs.set(field, before === undefined ? { ...pair, new: value } : { ...pair, old: value })
  }
  return [...pairs].map(([field, pair]) => ({ field, ...pair }))
}
