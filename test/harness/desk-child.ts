/** A desk in a process of its own: calls come in as lines of JSON, answers go out as lines of JSON. */
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { createRouterClient } from '@orpc/server'
import { ORPCError } from '@orpc/client'
import type { Desk } from '../../src-preload/contract'
import { makeDesk, type DeskRouter } from '../../src-main/desk/desk'
import type { House } from '../../src-main/desk/house'
import type { Seat } from '../../src-main/desk/seat'
import { systemRandom, type Random } from '../../src-main/random'
import { callByName } from '../doubles/operations'
import { breakages, withSteps, type Step } from './around-store'
import type { Asked, Answered, Opened, Said } from './desk-process'
import { houseOnFile } from './house-on-file'

let now = 0
/** Steps between statements in this call, and after how many of them the process dies; null: it lives on. */
let steps = 0
let commits: number[] = []
let stepsToLive: number | null = null

function step(kind: Step): void {
  if (steps === stepsToLive) process.kill(process.pid, 'SIGKILL')
  if (kind === 'commit') commits.push(steps)
  steps += 1
}

/** @returns chance that is the same again with the same seed, each byte from where the one before ended. */
function seededRandom(seed: string): Random {
  let drawn = 0
  return (length) =>
    Uint8Array.from({ length }, () => createHash('sha256').update(`${seed} ${drawn++}`).digest()[0] ?? 0)
}

let house: House | undefined
let router: DeskRouter | undefined

async function close(): Promise<void> {
  await house?.jobs.close()
  await house?.store.close()
}

async function open({ folder, broken, seed }: Opened): Promise<void> {
  await close()
  house = await houseOnFile(folder, {
    clock: () => now,
    around: (store) => breakages[broken](withSteps(store, step)),
    random: seed === null ? systemRandom : seededRandom(seed),
  })
  router = makeDesk(house)
}

async function answer({ call, seat: given }: Asked): Promise<Answered> {
  if (!router) throw new Error('no desk is open')
  const seat: Seat = { host: 'in-process', computer: 'CHILD', ...given }
  const desk: Desk = createRouterClient(router, { context: { seat } })
  const held = () => ({ seat: { session: seat.session, challenge: seat.challenge ?? null }, steps, commits })
  const file = call.file === undefined ? {} : { file: new File([call.file], 'people.csv', { type: 'text/csv' }) }
  const input = call.input === undefined ? undefined : { ...(call.input as object), ...file }
  try {
    return { reply: await callByName(desk, call.operation, input), fault: null, ...held() }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return { reply: null, fault: { code: String(error.code), data: error.data as unknown }, ...held() }
  }
}

const say = (said: unknown): boolean => process.stdout.write(`${JSON.stringify(said)}\n`)

let waiting: Asked | null = null
for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line) as Said
  if (said.say === 'open') {
    await open(said.given)
    say('open')
  } else if (said.say === 'set') {
    waiting = said.given
    now = waiting.now
    steps = 0
    commits = []
    stepsToLive = waiting.stepsToLive
    say('set')
    // `go` starts what was handed over before: all processes have their call in hands when the race begins.
  } else if (waiting) say(await answer(waiting))
}
await close()
