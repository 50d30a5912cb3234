/** How a row of the audit log answers for the accounts whose standing changed with it: their number, and a hash of all lines. */
import { createHash, type Hash } from 'node:crypto'

export { standingLine, type StandingFields } from './standing-text'

/** Hashes lines in the order of happening, some at a time. */
export class StandingHash {
  readonly #hash: Hash = createHash('sha256')
  count = 0

  add(line: string): void {
    this.#hash.update(line)
    this.count += 1
  }

  /** @returns what the row's detail says: `{}` where nothing changed. Called once. */
  detail(): { standings?: number; standingsHash?: string } {
    return this.count === 0 ? {} : { standings: this.count, standingsHash: this.#hash.digest('hex') }
  }
}
