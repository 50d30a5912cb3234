/** A house without a host and without mail, over a store that is open: for processes that run the desk beside another. */
import { join } from 'node:path'
import type { House, HouseLog } from '../../src-main/desk/house'
import { makeJobs } from '../../src-main/desk/jobs/runner'
import { makeLogWatch } from '../../src-main/desk/log-watch'
import { makeMadeFiles } from '../../src-main/desk/made-files'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { makeAnchorFile } from '../../src-main/keys/anchor-file'
import type { Keyring } from '../../src-main/keys/keyring'
import { makeSigner } from '../../src-main/keys/signer'
import { renderLetter } from '../../src-main/mail/letters/render-letter'
import type { Random } from '../../src-main/random'
import type { Store } from '../../src-main/store/store'

interface Ground {
  /** The data folder. */
  readonly folder: string
  readonly store: Store
  readonly keyring: Keyring
  readonly random: Random
  readonly clock: () => number
  readonly log: HouseLog
}

/** @returns the house; letters wait in the outbox, nothing is anchored and nothing checked until somebody asks */
export function bareHouse({ folder, store, keyring, random, clock, log }: Ground): House {
  const { storeId } = keyring
  const signer = makeSigner({ store, keyring, random, clock })
  const anchorFile = makeAnchorFile(join(folder, 'anchors'), storeId)
  const house: House = {
    ...{ store, keyring, storeId, random, clock, log, signer },
    logWatch: makeLogWatch({ store, signer, anchorFile, storeId, clock, log }),
    scryptCost: 10,
    gate: makeScryptGate({ atOnce: 2, waiting: 16 }),
    version: '0',
    demo: false,
    timeZone: 'UTC',
    postman: { wake: () => undefined },
    testMail: async () => ({ taken: true, steps: [], problem: null, transcript: [] }),
    renderLetter,
    mailFolder: join(folder, 'mail-pickup'),
    madeFiles: makeMadeFiles({ folder: join(folder, 'made'), clock, random }),
    verifierPage: async () => '<!--evidence-->',
    jobs: makeJobs(() => house),
    recoveryKeyShown: null,
  }
  return house
}
