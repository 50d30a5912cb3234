/** A house over the store of a folder, for a process that serves the desk without a host and without mail. */
import { join } from 'node:path'
import type { House } from '../../src-main/desk/house'
import { makeLogWatch } from '../../src-main/desk/log-watch'
import { makeMadeFiles } from '../../src-main/desk/made-files'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { makeAnchorFile } from '../../src-main/keys/anchor-file'
import { openKeys } from '../../src-main/keys/open-keyring'
import { makeSigner } from '../../src-main/keys/signer'
import { renderLetter } from '../../src-main/mail/letters/render-letter'
import { systemRandom, type Random } from '../../src-main/random'
import { openStore, type Store } from '../../src-main/store/store'

const toErrors = (line: string) => process.stderr.write(line)

/** What is put in the place of the real: a store broken or died in, a clock, chance. */
interface Means {
  readonly clock: () => number
  readonly around?: (store: Store) => Store
  readonly random?: Random
  /** Is told what is logged. */
  readonly tell?: (line: string) => unknown
}

/** @param folder of a desk that was made before: store and key folder are as `openTestDesk` puts them */
export async function houseOnFile(folder: string, means: Means): Promise<House> {
  const { clock, around = (store) => store, random = systemRandom, tell = toErrors } = means
  const store = await openStore({ file: join(folder, 'mfa-desk.sqlite') })
  const { keyring, storeId } = await store.read((tables) =>
    openKeys({ tables, keyFolder: join(folder, 'keys'), random }),
  )
  const kept = around(store)
  const log = { error: (facts: object) => void tell(`${JSON.stringify(facts)}\n`) }
  const signer = makeSigner({ store: kept, keyring, random, clock })
  const anchorFile = makeAnchorFile(join(folder, 'anchors'), storeId)
  const logWatch = makeLogWatch({ store: kept, signer, anchorFile, storeId, clock, log })
  await logWatch.begin()
  return {
    store: kept,
    keyring,
    storeId,
    random,
    clock,
    scryptCost: 10,
    gate: makeScryptGate({ atOnce: 2, waiting: 16 }),
    version: '0',
    demo: false,
    timeZone: 'UTC',
    log,
    postman: { wake: () => undefined },
    testMail: async () => ({ taken: true, steps: [], problem: null, transcript: [] }),
    renderLetter,
    mailFolder: join(folder, 'mail-pickup'),
    madeFiles: makeMadeFiles({ folder: join(folder, 'made'), clock, random }),
    signer,
    logWatch,
    verifierPage: async () => '<!--evidence-->',
    recoveryKeyShown: null,
  }
}
