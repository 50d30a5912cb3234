/** Somebody's phone: an app that holds one key, and of whose tokens each is typed once. */
import { expect } from '@playwright/test'
import { totp } from '../../oracles/totp'

const stepMs = 30_000
/** A token is typed and judged within that. */
const typingMs = 4_000

export interface Authenticator {
  /** A token that was not given yet and is taken now: of the step before, of this one, or of the next. */
  token(): Promise<string>
  /** The token given last, as somebody would who looks over the shoulder. */
  last(): string
  /** Six digits that this key shows at no time within an hour. */
  wrong(): string
}

/**
 * The desk takes the step before and the one after the present one too, each once and never going back: so that three
 * tokens are there at any time, and nobody has to wait.
 */
export function authenticator(secret: string): Authenticator {
  const tokenOf = (step: number) => totp({ secret, nowMs: step * stepMs })
  const present = () => Math.floor(Date.now() / stepMs)
  let given = 0
  return {
    async token() {
      const oldest = Math.floor((Date.now() + typingMs) / stepMs) - 1
      given = Math.max(given + 1, oldest)
      await expect.poll(() => present() + 1, { timeout: 2 * stepMs, intervals: [500] }).toBeGreaterThanOrEqual(given)
      return tokenOf(given)
    },
    last: () => tokenOf(given),
    wrong() {
      const near = new Set(Array.from({ length: 240 }, (_, at) => tokenOf(present() + at - 120)))
      const far = Array.from({ length: 300 }, (_, at) => String(at * 3331).padStart(6, '0'))
      return far.find((token) => !near.has(token)) ?? '000000'
    },
  }
}
