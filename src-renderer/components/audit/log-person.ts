/** A person a filter of the log may name. */
export interface LogPersonOffered {
  readonly id: string
  readonly name: string
  readonly email: string
}
