/** An audit row's detail, sorted into what changed from old to new and what was merely noted. */
import type { AuditRow } from '../../../src-preload/contract/audit'

type Value = AuditRow['detail'][string]

export interface DetailPair {
  readonly field: string
  /** Null where the row says only what it is. */
  readonly old: Value
  readonly new: Value
  /** Both are known and differ. */
  readonly changed: boolean
}

/** `name before` and `stateBefore` both name the old value of a field. */
const oldOf = /^(?<field>.+?)(?: before|Before)$/

/** @returns one pair per field, in the order in which the row names them; what stands alone keeps its own name */
export const detailPairs = (detail: AuditRow['detail']): DetailPair[] => {
  const olds = new Map<string, Value>()
  for (const [key, value] of Object.entries(detail)) {
    const field = oldOf.exec(key)?.groups?.['field']
    if (field !== undefined && Object.hasOwn(detail, field)) olds.set(field, value)
  }
  return Object.entries(detail)
    .filter(([key]) => !olds.has(oldOf.exec(key)?.groups?.['field'] ?? ''))
    .map(([field, value]) => {
      const old = olds.get(field) ?? null
      return { field, old, new: value, changed: olds.has(field) && old !== value }
    })
}
