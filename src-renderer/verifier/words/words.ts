/** What the page says: the same keys in every language. `{…}` is filled in. */
import type { Check, Kind } from '../verdict'

export interface Words {
  readonly title: string
  readonly what: string
  readonly language: string
  readonly checking: string
  /** Head and text of the verdict. */
  readonly well: readonly [string, string]
  readonly wellAndKey: readonly [string, string]
  readonly broken: readonly [string, string]
  readonly brokenBetween: readonly [string, string]
  readonly wrongKey: readonly [string, string]
  readonly noPack: readonly [string, string]
  readonly advice: string
  readonly key: {
    readonly head: string
    readonly is: string
    readonly ask: string
    readonly field: string
    readonly hint: string
    readonly same: string
    readonly other: string
    readonly whole: string
  }
  readonly facts: {
    readonly head: string
    readonly storeName: string
    readonly store: string
    readonly range: string
    readonly rangeIs: string
    readonly period: string
    readonly madeBy: string
    readonly madeAt: string
    readonly reason: string
    readonly version: string
    readonly cut: string
    readonly cutIs: string
    readonly logEnd: string
    readonly logEndIs: string
  }
  readonly anchors: {
    readonly head: string
    readonly what: string
    readonly anchored: string
    readonly unanchored: string
    readonly none: string
    readonly rows: string
  }
  readonly checksHead: string
  readonly passed: string
  readonly failed: string
  readonly notChecked: string
  readonly check: Readonly<Record<Check, string>>
  /** `{no}`, `{to}` and `{file}`. */
  readonly kind: Readonly<Record<Kind, string>>
  readonly between: string
  readonly coverage: {
    readonly head: string
    readonly what: string
    readonly state: string
    readonly before: string
    readonly after: string
    readonly total: string
    readonly disabled: string
    readonly states: Readonly<Record<string, string>>
  }
  readonly beside: {
    readonly head: string
    readonly what: string
    readonly choose: string
    readonly same: string
    readonly other: string
    readonly unknown: string
  }
  readonly print: string
}
