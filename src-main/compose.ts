/** Puts the house together: store, keys, ports, desk. Both hosts and the specs come through here. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { version } from '../package.json'
import { systemClock, type Clock } from './clock'
import { keysOfStore, type AskRecoveryKey } from './compose-keys'
import { fillDemoStore, type DemoAccount } from './demo/demo-store'
import { makeDesk, type DeskRouter } from './desk/desk'
import type { House, HouseLog } from './desk/house'
import { makeJobs } from './desk/jobs/runner'
import { letterPlace } from './desk/letters'
import { makeLogWatch } from './desk/log-watch'
import { makeMadeFiles } from './desk/made-files'
import { mailServerOf } from './desk/mail-settings'
import { makeScryptGate } from './engine/scrypt-gate'
import { makeAnchorFile } from './keys/anchor-file'
import { makeSigner } from './keys/signer'
import { renderLetter } from './mail/letters/render-letter'
import { makePostman } from './mail/postman'
import { makeMailWays } from './mail/ways'
import { systemRandom, type Random } from './random'
import { openStore, type Store } from './store/store'

export const storeFileName = 'mfa-desk.sqlite'

/** Rings now and then until it is stopped: what is due is found out by the clock. @returns stops it */
export type Ticker = (ring: () => Promise<void>) => () => void

const tickMs = 30_000

const systemTicker: Ticker = (ring) => {
  const timer = setInterval(() => void ring(), tickMs)
  // the desk is kept open by its door, not by what it does now and then
  timer.unref()
  return () => clearInterval(timer)
}

/** @param out folder of the build @returns where it put the page that verifies evidence */
export const verifierPageOf = (out: string): string => join(out, 'verifier', 'verify.html')

export interface ComposeOptions {
  /** Exists, with mode 0700. */
  readonly dataFolder: string
  /** Where key files lie: outside `dataFolder`. */
  readonly keyFolder: string
  /** Where anchors of the audit log lie: a folder apart from `dataFolder`, made at first need. */
  readonly anchorFolder: string
  /** The built page that verifies evidence. */
  readonly verifierPage: string
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
  readonly ticker?: Ticker
  /** Aborted where the desk is no longer wanted while it is being opened. */
  readonly wish?: AbortSignal | undefined
}

export interface ComposedDesk {
  readonly router: DeskRouter
  /** With `demo`: whom one can sign in as. */
  readonly demoAccounts: readonly DemoAccount[]
  /** Settles when no job runs. */
  idle(): Promise<void>
  /** Ends all reading and writing and closes the store; safe to call twice. */
  close(): Promise<void>
}

/** @returns the store, `woken` told after each commit. */
const waking = (store: Store, woken: () => void): Store => ({
  ...store,
  write: async (work) => {
    const answer = await store.write(work)
    woken()
    return answer
  },
})

/**
 * Opens the store of `dataFolder`, making it where there is none.
 * @throws key-wrong where its key file is missing or another's; the store-… faults where the file cannot be used
 */
export async function composeDesk(options: ComposeOptions): Promise<ComposedDesk> {
  const { dataFolder, keyFolder, anchorFolder, verifierPage, demo = false, log, askRecoveryKey } = options
  const {
    clock = systemClock,
    random = systemRandom,
    scryptCost = 17,
    delivers = true,
    ticker = systemTicker,
  } = options
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
    const { storeId } = keyring
    const signer = makeSigner({ store, keyring, random, clock })
    const anchorFile = makeAnchorFile(anchorFolder, storeId)
    const logWatch = makeLogWatch({ store, signer, anchorFile, storeId, clock, log })
    const jobs = makeJobs(() => house)
    const house: House = {
      store: waking(store, logWatch.wake),
      keyring,
      signer,
      logWatch,
      verifierPage: () => readFile(verifierPage, 'utf8'),
      storeId,
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
      jobs,
      recoveryKeyShown: null,
    }
    const demoAccounts = demo && isNew ? await fillDemoStore(house, options.wish) : []
    await logWatch.begin()
    await jobs.begin()
    house.postman.wake()
    const stopTicking = ticker(async () => {
      await logWatch.tick()
      await jobs.tick()
    })
    const close = async (): Promise<void> => {
      stopTicking()
      await jobs.close()
      await postman.close()
      await logWatch.close()
      await madeFiles.close()
      await store.close()
    }
    let closing: Promise<void> | undefined
    return { router: makeDesk(house), demoAccounts, idle: jobs.idle, close: () => (closing ??= close()) }
  } catch (error) {
    await store.close()
    throw error
  }
}
