/** What the spec of rows is told of an operation: how it is accepted. */
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import type { TestDesk } from '../doubles/test-desk'

export interface Scene {
  readonly test: TestDesk
  /** Of the first administrator, who sits at `seat`. */
  readonly desk: Desk
  readonly seat: Seat
  readonly administrator: string
  /** An account that has enrolled nothing. */
  readonly person: string
  /** Opens a desk on an empty store, for what is done before there is an administrator: the call is then made there. */
  readonly emptyDesk: () => Promise<TestDesk>
}

export const administratorsEmail = 'keiko.ito@corp.example'
export const personsEmail = 'haruka@corp.example'

/** How to be accepted: what comes before (not counted), and the call that must be done. */
export type Accepted = (scene: Scene) => Promise<() => Promise<unknown>>
