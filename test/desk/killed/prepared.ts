/** One writing operation made ready once, in a store that is then copied for every kill; and the call that is killed. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Seat } from '../../../src-main/desk/seat'
import { callByName } from '../../doubles/operations'
import { makeAccount, openTestDesk, welcomed, type TestDesk } from '../../doubles/test-desk'
import { deskByName, deskOfProcess, namedCall } from '../../harness/desk-by-name'
import type { DeskProcess } from '../../harness/desk-process'
import type { KilledCall } from '../../harness/killed-calls'
import { personsEmail, type Scene } from '../accepted'
import { accepted } from '../accepted-all'

export interface Prepared {
  /** @returns a folder with a copy of the prepared store, the same each time */
  copy(): string
  /** @returns the call, once the process that has a copy open holds in memory what the call asks for */
  callIn(process: DeskProcess): Promise<KilledCall>
}

/** What comes before these is held in memory, so it is done in the process that is killed. */
const remembered = new Set([
  ...['imports.apply', 'imports.cancel', 'imports.refused', 'imports.planLeavers', 'welcome.confirmRecoveryKey'],
  ...['reports.make', 'evidence.make', 'jobFiles.make'],
])

const heldBy = ({ session, challenge = null }: Seat) => ({ session, challenge })

/** @returns the test as it is, and its calls either made or, once `hold` is called, only taken down. */
function recorded(test: TestDesk, at: TestDesk['at'] = (seat) => test.at(seat)) {
  let held = false
  let taken: KilledCall | null = null
  const recording = (seat: Seat) =>
    deskByName(async (operation, input) => {
      if (held) taken = { call: await namedCall(operation, input), seat: heldBy(seat), now: test.time }
      else return callByName(at(seat), operation, input)
    })
  return {
    test: new Proxy(test, { get: (of, key) => (key === 'at' ? recording : (Reflect.get(of, key) as unknown)) }),
    hold: () => void (held = true),
    taken: () => taken,
  }
}

async function openedDesk(): Promise<TestDesk> {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  return test
}

/** Copies of the store of `test`, that is closed for it. */
async function copiesOf(test: TestDesk): Promise<Prepared['copy']> {
  await test.composed.close()
  const parent = mkdtempSync(join(tmpdir(), 'mfa-desk-killed-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  let nr = 0
  return () => {
    const folder = join(parent, String(nr++))
    mkdirSync(folder)
    for (const name of ['mfa-desk.sqlite', 'keys'])
      cpSync(join(test.folder, name), join(folder, name), { recursive: true })
    return folder
  }
}

export async function prepared(name: string): Promise<Prepared> {
  const ready = accepted[name]
  if (!ready) throw new Error(`no scene for ${name}`)
  let where = recorded(await openedDesk())
  const { desk, seat, me } = await welcomed(where.test)
  const person = await makeAccount(desk, 'Haruka Sato', personsEmail)
  const emptyDesk = async () => {
    where = recorded(await openedDesk())
    return where.test
  }
  const scene: Scene = { test: where.test, desk, seat, administrator: me.id, person, emptyDesk }
  const takenDown = async (of: Scene): Promise<KilledCall> => {
    const call = await ready(of)
    where.hold()
    await call()
    const taken = where.taken()
    if (!taken) throw new Error(`${name} was not called`)
    return taken
  }
  if (!remembered.has(name)) {
    const call = await takenDown(scene)
    return { copy: await copiesOf(where.test), callIn: async () => call }
  }
  if (name.startsWith('welcome.')) await emptyDesk()
  const { test } = where
  const copy = await copiesOf(test)
  const callIn = (process: DeskProcess) => {
    where = recorded(test, (from) => deskOfProcess(process, from, test.time))
    const inProcess = { ...scene, test: where.test, desk: where.test.at({ ...seat }) }
    return takenDown({ ...inProcess, emptyDesk: async () => where.test })
  }
  return { copy, callIn }
}
