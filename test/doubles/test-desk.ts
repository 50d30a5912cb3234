/** A whole desk on a real file with a clock and chance of the test's own, called in-process. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { Desk } from '../../src-preload/contract'
import type { Role } from '../../src-preload/contract/rights'
import { composeDesk, type ComposedDesk } from '../../src-main/compose'
import type { HouseLog } from '../../src-main/desk/house'
import type { Seat } from '../../src-main/desk/seat'

/** A page with a place for the data and nothing else: the built one has specs of its own. */
const plainPage = join(import.meta.dirname, 'plain-page.html')

/** scrypt at 2^10: the cost is an argument, and only the specs about the cost pay it. */
export const testCost = 10

export const password = 'a sentence nobody would guess'

export interface TestDesk {
  readonly composed: ComposedDesk
  readonly folder: string
  readonly file: string
  /** Milliseconds; set it to move time. */
  time: number
  readonly logged: unknown[]
  /** A new seat, not signed in. */
  seat(): Seat
  /** The contract as seen from `seat`. */
  at(seat: Seat): Desk
  /** Closes the desk and opens it again on the same data; `recoveryKey` is typed where the key file is gone. */
  restart(recoveryKey?: string): Promise<void>
  /** What the desk does now and then, done now; its anchors are written by then. */
  tick(): Promise<void>
  close(): Promise<void>
}

interface TestDeskOptions {
  readonly demo?: boolean
  readonly timeZone?: string
  /** Where its folder is made; the system's own for temporary ones where it is left out. */
  readonly under?: string
}

/** Opens a desk in a folder of its own; `demo` and `timeZone` as in compose. */
export async function openTestDesk({
  demo = false,
  timeZone,
  under = tmpdir(),
}: TestDeskOptions = {}): Promise<TestDesk> {
  const folder = mkdtempSync(join(under, 'mfa-desk-test-'))
  const logged: unknown[] = []
  const log: HouseLog = { error: (facts, message) => void logged.push({ ...facts, message }) }
  const state = { time: Date.parse('2026-03-31T09:00:00.000Z') }
  let ring = async (): Promise<void> => undefined
  const open = (recoveryKey?: string) =>
    composeDesk({
      askRecoveryKey: async () => recoveryKey ?? null,
      dataFolder: folder,
      keyFolder: join(folder, 'keys'),
      anchorFolder: join(folder, 'anchors'),
      verifierPage: plainPage,
      ticker: (rung) => {
        ring = rung
        return () => undefined
      },
      demo,
      log,
      clock: () => state.time,
      scryptCost: testCost,
      ...(timeZone === undefined ? {} : { timeZone }),
      delivers: false,
    })
  let composed = await open()
  return {
    get composed() {
      return composed
    },
    folder,
    file: join(folder, 'mfa-desk.sqlite'),
    logged,
    get time() {
      return state.time
    },
    set time(ms) {
      state.time = ms
    },
    seat: () => ({ host: 'in-process', computer: 'TEST-01', session: null }),
    at: (seat): Desk => createRouterClient(composed.router, { context: { seat } }),
    restart: async (recoveryKey) => {
      await composed.close()
      composed = await open(recoveryKey)
    },
    tick: () => ring(),
    close: async () => {
      await composed.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Goes through the welcome: the first administrator, the recovery key read back. @returns the desk as that administrator. */
export async function welcomed(test: TestDesk, issuer = 'WhaTap') {
  const seat = test.seat()
  const desk = test.at(seat)
  const email = 'keiko.ito@corp.example'
  const { recoveryKey, me } = await desk.welcome.makeAdministrator({ name: 'Keiko Ito', email, password, issuer })
  await desk.welcome.confirmRecoveryKey({ groups: recoveryKey.askBack.map((place) => recoveryKey.groups[place] ?? '') })
  return { desk, seat, me, recoveryKey }
}

const blank = { userName: '', secondEmail: '', phone: '', department: '', language: null }

/** Makes an account at the desk of an administrator. @returns its id. */
export async function makeAccount(desk: Desk, name: string, email: string, role: Role = 'user'): Promise<string> {
  if (role !== 'user') await desk.session.stepUp({ password })
  return (await desk.accounts.make({ ...blank, name, email, role })).id
}
