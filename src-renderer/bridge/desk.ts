/** The desk as the window holds it: the contract as functions, whichever door leads there. */
import { createORPCClient, DynamicLink } from '@orpc/client'
import type { ClientLink } from '@orpc/client'
import type { Desk } from '../../src-preload/contract/index'
import { openFetchDoor } from './fetch-door'
import { faultOf } from './fault'
import { openPortDoor } from './port-door'

type Link = ClientLink<Record<never, never>>

let door: Promise<Link> | null = null
const openDoor = (): Promise<Link> =>
  (door ??= (window.mfaDesk ? openPortDoor(window.mfaDesk) : openFetchDoor()).catch((error: unknown) => {
    // not kept: the next call tries to open it again
    door = null
    throw error
  }))

const lost = new Set<(cause: 'idle' | 'absolute' | 'ended' | 'none') => void>()

/** Calls `listener` when a call was refused because nobody is signed in here any more. */
export function onSessionLost(listener: (cause: 'idle' | 'absolute' | 'ended' | 'none') => void): () => void {
  lost.add(listener)
  return () => lost.delete(listener)
}

const answered = new Set<(operation: string) => void>()

/** Calls `listener` with `group.verb` when the desk has answered a call, done or refused. */
export function onAnswer(listener: (operation: string) => void): () => void {
  answered.add(listener)
  return () => answered.delete(listener)
}

const watched: Link = {
  async call(path, input, options) {
    try {
      return await new DynamicLink(openDoor).call(path, input, options)
    } catch (error) {
      const fault = faultOf(error)
      if (fault.code === 'session-ended') for (const tell of lost) tell(fault.data.cause)
      if (fault.code === 'not-signed-in') for (const tell of lost) tell('none')
      throw error
    } finally {
      for (const tell of answered) tell(path.join('.'))
    }
  },
}

/** Every operation of the contract. Rejections go through `faultOf`. */
export const desk: Desk = createORPCClient(watched)
