/** A house over the store of a folder, for a process that serves the desk without a host and without mail. */
import { join } from 'node:path'
import type { House } from '../../src-main/desk/house'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { openKeys } from '../../src-main/keys/open-keyring'
import { renderLetter } from '../../src-main/mail/letters/render-letter'
import { systemRandom, type Random } from '../../src-main/random'
import { openStore, type Store } from '../../src-main/store/store'

/** What is put in the place of the real: a store broken or died in, a clock, chance. */
interface Means {
  readonly clock: () => number
  readonly around?: (store: Store) => Store
  readonly random?: Random
}

/** @param folder of a desk that was made before: store and key folder are as `openTestDesk` puts them */
export async function houseOnFile(folder: string, means: Means): Promise<House> {
  const { clock, around = (store) => store, random = systemRandom } = means
  const store = await openStore({ file: join(folder, 'mfa-desk.sqlite') })
  const { keyring, storeId } = await store.read((tables) =>
    openKeys({ tables, keyFolder: join(folder, 'keys'), random }),
  )
  return {
    store: around(store),
    keyring,
    storeId,
    random,
    clock,
    scryptCost: 10,
    gate: makeScryptGate({ atOnce: 2, waiting: 16 }),
    version: '0',
    demo: false,
    timeZone: 'UTC',
    log: { error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
    postman: { wake: () => undefined },
    testMail: async () => ({ taken: true, steps: [], problem: null, transcript: [] }),
    renderLetter,
    mailFolder: join(folder, 'mail-pickup'),
    tail: { checkedFrom: 0, checkedTo: 0, brokenAt: null },
    recoveryKeyShown: null,
  }
}
