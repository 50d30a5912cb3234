/** The contract as an object whose calls go wherever a function takes them, by name. */
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import type { DeskProcess, NamedCall } from './desk-process'

export function deskByName(ask: (operation: string, input: unknown) => Promise<unknown>): Desk {
  const group = (name: string) =>
    new Proxy({}, { get: (_, verb) => (input: unknown) => ask(`${name}.${String(verb)}`, input) })
  return new Proxy({}, { get: (_, name) => group(String(name)) }) as Desk
}

/** @returns how a call is said to a process: a file goes as its text */
export async function namedCall(operation: string, input: unknown): Promise<NamedCall> {
  const { file, ...rest } = (input ?? {}) as { file?: unknown }
  return file instanceof File ? { operation, input: rest, file: await file.text() } : { operation, input }
}

/** @returns the desk of a process as seen from `seat`, at one moment */
export const deskOfProcess = (process: DeskProcess, seat: Seat, now: number): Desk =>
  deskByName(async (operation, input) => {
    const held = { session: seat.session, challenge: seat.challenge ?? null }
    await process.set({ call: await namedCall(operation, input), seat: held, now })
    const answer = await process.go()
    if (!answer || answer.fault) throw new Error(`${operation} was not done: ${answer?.fault?.code ?? 'it died'}`)
    Object.assign(seat, answer.seat)
    return answer.reply
  })
