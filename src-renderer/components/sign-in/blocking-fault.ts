/** The faults after which no further try makes sense: they take the place of the form. */
import type { Fault } from '../../bridge/fault'

const blocking = ['locked', 'factor-disabled', 'password-expired'] as const
export type BlockingFault = (typeof blocking)[number]

/** @returns the fault where it is one of those, otherwise null. */
export function blockingFault(fault: Fault | null): Extract<Fault, { code: BlockingFault }> | null {
  return fault && isBlocking(fault) ? fault : null
}

const isBlocking = (fault: Fault): fault is Extract<Fault, { code: BlockingFault }> =>
  (blocking as readonly string[]).includes(fault.code)
