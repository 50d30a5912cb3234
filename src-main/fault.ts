/** A fault inside main: thrown by whoever finds it, turned into a reply and an audit row by the guard chain. */
import type { FaultCode, FaultData } from '../src-preload/contract/faults'

type Bare = { [C in FaultCode]: Record<string, never> extends FaultData<C> ? C : never }[FaultCode]

/** Carries a code of the closed list and its data; the message is for logs and holds neither. */
export class Fault<C extends FaultCode = FaultCode> extends Error {
  constructor(
    readonly code: C,
    readonly data: FaultData<C>,
    options?: ErrorOptions,
  ) {
    super(`fault ${code}`, options)
    this.name = 'Fault'
  }
}

/** @returns the fault `code`; data may be left out where the code carries none. */
export function fault<C extends Bare>(code: C): Fault<C>
export function fault<C extends FaultCode>(code: C, data: FaultData<C>, options?: ErrorOptions): Fault<C>
export function fault<C extends FaultCode>(code: C, data?: FaultData<C>, options?: ErrorOptions): Fault<C> {
  return new Fault(code, data ?? ({} as FaultData<C>), options)
}
