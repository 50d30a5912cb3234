/** The facts the contract states of every operation, and the base all operations are made from. */
import { oc } from '@orpc/contract'
import * as z from 'zod'
import { faults } from './faults'
import type { Confinement } from './confinement'
import type { Right } from './rights'

export interface Facts {
  /** The right it needs. `anyone`: also before sign-in. `nobody`: refused; what an operation gets that says nothing. */
  readonly right: Right | 'anyone' | 'nobody'
  /** It changes something, or hands out a file: it goes through the three phases and leaves exactly one audit row, done or refused. */
  readonly writes: boolean
  /** A refusal leaves an audit row: of everything that writes, and of what makes ready for it. */
  readonly recordsRefusal: boolean
  /** `fresh`: password (and OTP where set up) within 5 minutes, signing in counts. `each-time`: asked for this very call. */
  readonly stepUp: 'none' | 'fresh' | 'each-time'
  /** Open to a session that is kept to one thing: only what does that thing, shows it, or leaves. */
  readonly confined: readonly Confinement[]
}

const silent: Facts = { right: 'nobody', writes: true, recordsRefusal: true, stepUp: 'none', confined: [] }

/** Base of every operation: all faults are declared, and without facts of its own nobody may call it. */
export const operation = oc.$meta<Facts>(silent).errors(faults)

/** An operation that only reads. */
export const reads = (right: Facts['right'], confined: Facts['confined'] = []) =>
  operation.meta({ right, writes: false, recordsRefusal: false, stepUp: 'none', confined })

/** An operation that makes ready for one that writes: it changes nothing yet, but who tried without the right is on record. */
export const prepares = (right: Facts['right']) =>
  operation.meta({ right, writes: false, recordsRefusal: true, stepUp: 'none', confined: [] })

/** An operation that changes something. */
export const writes = (right: Facts['right'], stepUp: Facts['stepUp'] = 'none', confined: Facts['confined'] = []) =>
  operation.meta({ right, writes: true, recordsRefusal: true, stepUp, confined })

/** A password as it is typed; judged by the engine, cut off where nobody types. */
export const typedPassword = z.string().min(1).max(1000)
/** A token or code as it is typed or pasted, in any spelling. */
export const typedCode = z.string().max(200)

/** ISO-8601 in UTC with milliseconds: `2026-03-31T23:59:59.999Z`. */
export const instant = z.iso.datetime()
/** An id made by us: 26 lower-case base32 characters. */
export const id = z.string().regex(/^[a-z2-7]{26}$/)
/** Why an act is done: one line or a few, asked by every act on somebody else's account. */
export const reason = z.string().trim().min(1).max(500)
export const email = z.string().trim().max(254)
export const name = z.string().trim().max(200)
/** Where a page of a list ends; made by the desk, opaque to the window. */
export const cursor = z.string().max(1000)
