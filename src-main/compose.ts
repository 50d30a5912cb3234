/** Puts the house together: store, keys, ports, desk. Both hosts and the specs come through here. */
import { join } from 'node:path'
import { version } from '../package.json'
import { systemClock, type Clock } from './clock'
import { keysOfStore, type AskRecoveryKey } from './compose-keys'
import { fillDemoStore, type DemoAccount } from './demo/demo-store'
import { makeDesk, type DeskRouter } from './desk/desk'
import type { House, HouseLog } from './desk/house'
import { letterPlace } from './desk/letters'
import { makeMadeFiles } from './desk/made-files'
import { mailServerOf } from './desk/mail-settings'
import { checkChain } from './engine/audit-chain'
import { makeScryptGate } from './engine/scrypt-gate'
import { renderLetter } from './mail/letters/render-letter'
import { makePostman } from './mail/postman'
import { makeMailWays } from './mail/ways'
import { systemRandom, type Random } from './random'
import { openStore, type Store } from './store/store'

export const storeFileName = 'mfa-desk.sqlite'

/** How many rows of the audit log are checked at every start; the whole of it is a matter of its own. */
const tailRows = 1000

export interface ComposeOptions {
  /** Exists, with mode 0700. */
  readonly dataFolder: string
  /** Where key files lie: outside `dataFolder`. */
  readonly keyFolder: string
  /** A throw-away store: filled with made-up accounts, exempt from the printed recovery key. */
  readonly demo?: boolean
  readonly log: HouseLog
  /** For a store whose key file is gone. */
  readonly askRecoveryKey?: AskRecoveryKey | undefined
  readonly clock?: Clock
  readonly random?: Random
  /** log2 of scrypt's N. */
  readonly scryptCost?: number
  /** IANA name of the site's zone; that of this computer where it is left out. */
  readonly timeZone?: string
  /** False leaves letters in the outbox: for specs that read them there. */
  readonly delivers?: boolean
  /** Aborted where the desk is no longer wanted while it is being opened. */
  readonly wish?: AbortSignal | undefined
}

export interface ComposedDesk {
  readonly router: DeskRouter
  /** With `demo`: whom one can sign in as. */
  readonly demoAccounts: readonly DemoAccount[]
  /** Ends all reading and writing and closes the store; safe to call twice. */
  close(): Promise<void>
}

async function checkTail(store: Store): Promise<House['tail']> {
  return store.read(async (tables) => {
    const { rows, before } = await tables.audit.tail(tailRows)
    const [first, last] = [rows[0], rows.at(-1)]
    if (!first || !last) return { checkedFrom: 0, checkedTo: 0, brokenAt: null }
    const brokenAt = before === null ? first.no : checkChain(rows, before).brokenAt
    return { checkedFrom: first.no, checkedTo: last.no, brokenAt }
  })
}

/**
 * Opens the store of `dataFolder`, making it where there is none.
 * @throws key-wrong where its key file is missing or another's; the store-… faults where the file cannot be used
 */
export async function composeDesk(options: ComposeOptions): Promise<ComposedDesk> {
  const { dataFolder, keyFolder, demo = false, log, askRecoveryKey } = options
  const { clock = systemClock, random = systemRandom, scryptCost = 17, delivers = true } = options
  const store = await openStore({ file: join(dataFolder, storeFileName) })
  try {
    const { keyring, isNew } = await keysOfStore({ store, keyFolder, random, now: clock(), askRecoveryKey })
    const mailFolder = join(dataFolder, 'mail-pickup')
    const ways = makeMailWays({ folder: mailFolder, random, clock })
    const postman = makePostman({
      store,
      unseal: (id, sealed) => keyring.unseal(letterPlace(id), sealed),
      way: async () => ways.wayOf(await store.read((tables) => mailServerOf(tables, keyring))),
      clock,
      log,
    })
    const madeFiles = makeMadeFiles({ folder: join(dataFolder, 'made'), clock, random })
    await madeFiles.begin()
    const house: House = {
      store,
      keyring,
      storeId: keyring.storeId,
      clock,
      random,
      scryptCost,
      gate: makeScryptGate({ atOnce: 2, waiting: 16 }),
      version,
      demo,
      timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      log,
      postman: delivers ? postman : { wake: () => undefined },
      testMail: ways.test,
      renderLetter,
      mailFolder,
      madeFiles,
      tail: { checkedFrom: 0, checkedTo: 0, brokenAt: null },
      recoveryKeyShown: null,
    }
    const demoAccounts = demo && isNew ? await fillDemoStore(house, options.wish) : []
    house.tail = await checkTail(store)
    house.postman.wake()
    const close = async (): Promise<void> => {
      await postman.close()
      await madeFiles.close()
      await store.close()
    }
    let closing: Promise<void> | undefined
    return { router: makeDesk(house), demoAccounts, close: () => (closing ??= close()) }
  } catch (error) {
    await store.close()
    throw error
  }
}
