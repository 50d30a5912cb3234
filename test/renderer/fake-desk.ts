/** The bridge of a spec: operations answer as the spec says, refuse with a fault of the contract, and are noted. */
import { ORPCError } from '@orpc/client'
import type { FaultCode, FaultData } from '../../src-preload/contract/faults'
import type { Challenge, DeskState, Me } from '../../src-preload/contract/session'
import type { OwnAccount } from '../../src-preload/contract/self'

type Answer = (input: unknown) => unknown
type LostCause = 'idle' | 'absolute' | 'ended' | 'none'

const answers = new Map<string, Answer>()
const listeners = new Set<(cause: LostCause) => void>()
/** What was called, in order: `group.verb` with its input. */
export const calls: [string, unknown][] = []

/** Stands in for `bridge/desk`: `vi.mock('…/bridge/desk', () => import('…/fake-desk'))`. */
export const desk = new Proxy(
  {},
  {
    get: (_group, group: string) =>
      new Proxy(
        {},
        {
          get: (_verb, verb: string) => async (input: unknown) => {
            const name = `${group}.${verb}`
            calls.push([name, input])
            const answer = answers.get(name)
            if (!answer) throw new Error(`no answer to ${name}`)
            try {
              return answer(input)
            } finally {
              answerListeners.forEach((tell) => tell(name))
            }
          },
        },
      ),
  },
)
export function onSessionLost(listener: (cause: LostCause) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const answerListeners = new Set<(operation: string) => void>()
export function onAnswer(listener: (operation: string) => void): () => void {
  answerListeners.add(listener)
  return () => answerListeners.delete(listener)
}

/** The desk has ended the session; told by whatever was called next. */
export const loseSession = (cause: LostCause): void => listeners.forEach((tell) => tell(cause))
/** From now on `group.verb` answers so. */
export const answer = (name: string, reply: unknown): void => {
  answers.set(name, typeof reply === 'function' ? (reply as Answer) : () => reply)
}
/** From now on `group.verb` is refused so. */
export function refuse<C extends FaultCode>(name: string, code: C, data: FaultData<C>): void {
  answers.set(name, () => {
    throw new ORPCError(code, { data })
  })
}
export function forgetAll(): void {
  answers.clear()
  listeners.clear()
  answerListeners.clear()
  calls.length = 0
}

export const someone = (changes: Partial<Me> = {}): Me => ({
  id: 'a'.repeat(26),
  name: 'Haruka Sato',
  email: 'haruka.sato@corp.example',
  role: 'administrator',
  rights: ['self.see', 'self.change', 'accounts.see', 'audit.see'],
  language: null,
  signedInAt: '2026-11-24T13:58:00.000Z',
  endsAt: '2026-11-24T21:58:00.000Z',
  idleMinutes: 15,
  confined: null,
  ...changes,
})

export const aChallenge = (changes: Partial<Challenge> = {}): Challenge => ({
  method: 'otp',
  accountName: 'haruka.sato@corp.example',
  digits: 6,
  periodSeconds: 30,
  recoveryCodes: true,
  endsAt: '2026-11-24T14:15:00.000Z',
  sentTo: null,
  sentToFolder: false,
  sendAgainAt: null,
  ...changes,
})

export const aState = (changes: Partial<DeskState> = {}): DeskState => ({
  welcome: null,
  issuer: 'WhaTap',
  demo: false,
  version: '1.0.0',
  host: 'loopback',
  computer: 'FIN-07',
  timeZone: 'UTC',
  now: new Date().toISOString(),
  me: null,
  challenge: null,
  ...changes,
})

export const ownAccount = (changes: Partial<OwnAccount> = {}): OwnAccount => ({
  name: 'Haruka Sato',
  email: 'haruka.sato@corp.example',
  emailUnverified: false,
  secondEmail: '',
  userName: 'hsato',
  department: 'Finance',
  role: 'user',
  language: null,
  policy: 'not-required',
  graceUntil: null,
  state: 'not-enrolled',
  lockedUntil: null,
  otp: null,
  emailFactor: null,
  pendingKey: null,
  recoverySet: null,
  codesLeft: null,
  emailAllowed: true,
  pendingEmail: null,
  pendingAddress: null,
  password: { setAt: '2026-11-01T09:00:00.000Z', leastCharacters: 15, mostCharacters: 128 },
  ...changes,
})
