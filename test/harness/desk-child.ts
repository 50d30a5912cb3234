/** A desk in a process of its own: calls come in as lines of JSON, answers go out as lines of JSON. */
import { createInterface } from 'node:readline'
import { createRouterClient } from '@orpc/server'
import { ORPCError } from '@orpc/client'
import type { Desk } from '../../src-preload/contract'
import { makeDesk } from '../../src-main/desk/desk'
import type { Seat } from '../../src-main/desk/seat'
import { callByName } from '../doubles/operations'
import { breakages, withSteps, type Breakage } from './around-store'
import type { Asked, Answered } from './desk-process'
import { houseOnFile } from './house-on-file'

const [folder = '', broken = 'none'] = process.argv.slice(2)

let now = 0
/** Steps between statements in this call, and after how many of them the process dies; null: it lives on. */
let steps = 0
let stepsToLive: number | null = null

function step(): void {
  if (steps === stepsToLive) process.kill(process.pid, 'SIGKILL')
  steps += 1
}

const house = await houseOnFile(
  folder,
  () => now,
  (store) => breakages[broken as Breakage](withSteps(store, step)),
)
const router = makeDesk(house)

async function answer({ call, seat: given }: Asked): Promise<Answered> {
  const seat: Seat = { host: 'in-process', computer: 'CHILD', ...given }
  const desk: Desk = createRouterClient(router, { context: { seat } })
  const held = () => ({ session: seat.session, challenge: seat.challenge ?? null })
  try {
    const reply = await callByName(desk, call.operation, call.input)
    return { reply, fault: null, seat: held(), steps }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return { reply: null, fault: { code: String(error.code), data: error.data as unknown }, seat: held(), steps }
  }
}

process.stdout.write('"ready"\n')
let waiting: Asked | null = null
for await (const line of createInterface({ input: process.stdin })) {
  // `go` starts what was handed over before: all processes have their call in hands when the race begins.
  if (line !== 'go') {
    waiting = JSON.parse(line) as Asked
    now = waiting.now
    steps = 0
    stepsToLive = waiting.stepsToLive
    process.stdout.write('"set"\n')
  } else if (waiting) process.stdout.write(`${JSON.stringify(await answer(waiting))}\n`)
}
await house.store.close()
