/** What both hosts do before they show anything: folders, lock, log, store; and the same backwards at the end. */
import { hostname, homedir, userInfo } from 'node:os'
import type { Router } from '@orpc/server'
import type { AnyContractRouter } from '@orpc/contract'
import type { Clock } from '../clock'
import { toInstant } from '../clock'
import { makePlaces, placesOf } from '../config'
import type { Places } from '../config'
import type { HouseLog } from '../desk/house'
import type { CallFromHost } from '../desk/seat'
import { openLog } from '../log'
import type { DeskLog } from '../log'
import type { Random } from '../random'
import { askRecoveryKey } from './ask-recovery-key'
import { claimFolder } from './claim-folder'
import type { TakeLock } from './claim-folder'
import { makeDemoFolder } from './demo-folder'
import { removeDeskNote, writeDeskNote } from './desk-note'
import type { DeskNote } from './desk-note'
import { answerKnocks } from './knock'
import type { Answer } from './knock'

export type DeskRouter = Router<AnyContractRouter, CallFromHost>

export interface ComposedDesk {
  readonly router: DeskRouter
  readonly demoAccounts: readonly { readonly role: string; readonly email: string; readonly password: string }[]
  close(): Promise<void>
}

/** What composition and the entries hand in. */
export interface Means {
  readonly compose: (options: {
    dataFolder: string
    keyFolder: string
    anchorFolder: string
    demo: boolean
    log: HouseLog
    askRecoveryKey: (storeName: string) => Promise<string | null>
    clock: Clock
    random: Random
    wish: AbortSignal
  }) => Promise<ComposedDesk>
  readonly takeLock: TakeLock
  readonly clock: Clock
  readonly random: Random
}

export interface OpenDesk extends ComposedDesk {
  readonly computer: string
  readonly dataFolder: string
  readonly log: DeskLog
  /** From now on a second start finds this desk: the note says where, and knocks are answered. */
  announce(url: string | null, answer: () => Answer): Promise<void>
}

export type Opened = OpenDesk | { readonly heldBy: DeskNote | null; readonly dataFolder: string }

/** Runs all, whatever one of them throws, and then throws the first. */
async function runAll(steps: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length) throw errors[0]
}

/**
 * @returns the open desk, or who has the folder
 * @throws FolderProblem, faults of the store and of the keys: see start-trouble.ts
 */
export async function openDesk(
  means: Means,
  {
    host,
    demo,
    data,
    wish,
  }: {
    host: DeskNote['host']
    demo: boolean
    data: string | undefined
    /** Aborted where the desk is no longer wanted: what takes long ends with the reason. */
    wish: AbortSignal
  },
): Promise<Opened> {
  // whatever anybody makes from here on is for this person alone; SQLite by itself would make 0644
  process.umask(0o077)
  const demoFolder = demo ? makeDemoFolder() : null
  const places: Places = demoFolder ?? placesOf({ platform: process.platform, env: process.env, home: homedir() }, data)
  const { dataFolder, keyFolder, anchorFolder } = places
  makePlaces(places)
  const claim = await claimFolder(dataFolder, means.takeLock)
  if ('heldBy' in claim) return { heldBy: claim.heldBy, dataFolder }

  // in the order they are undone: the last one made goes first
  const undo: (() => unknown)[] = [claim.release, () => demoFolder?.remove()]
  try {
    const computer = hostname()
    const note = { host, pid: process.pid, user: userInfo().username, computer, since: toInstant(means.clock()) }
    undo.unshift(() => removeDeskNote(dataFolder))
    writeDeskNote(dataFolder, { ...note, url: null, door: null })
    const log = openLog(dataFolder)
    undo.unshift(() => log.close())
    const { clock, random } = means
    const folders = { dataFolder, keyFolder, anchorFolder }
    const desk = await means.compose({ ...folders, demo, log, askRecoveryKey, clock, random, wish })
    undo.unshift(() => desk.close())
    log.info({ host, pid: process.pid }, 'the desk is open')

    let closing: Promise<void> | undefined
    return {
      router: desk.router,
      demoAccounts: desk.demoAccounts,
      computer,
      dataFolder,
      log,
      async announce(url, answer) {
        const door = await answerKnocks(dataFolder, Buffer.from(random(16)).toString('hex'), answer)
        undo.unshift(() => door.close())
        writeDeskNote(dataFolder, { ...note, url, door: door.path })
      },
      close: () => (closing ??= runAll([() => log.info({}, 'the desk closes'), ...undo])),
    }
  } catch (error) {
    await runAll(undo).catch(() => undefined)
    throw error
  }
}
