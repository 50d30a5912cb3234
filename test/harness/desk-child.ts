/** A desk in a process of its own: calls come in as lines of JSON, answers go out as lines of JSON. */
import { createInterface } from 'node:readline'
import { createRouterClient } from '@orpc/server'
import { ORPCError } from '@orpc/client'
import type { Desk } from '../../src-preload/contract'
import { makeDesk } from '../../src-main/desk/desk'
import type { Seat } from '../../src-main/desk/seat'
import { callByName } from '../doubles/operations'
import { breakages, withSteps, withTables, type Breakage } from './around-store'
import type { Asked, Answered } from './desk-process'
import { houseOnFile } from './house-on-file'

const [folder = '', broken = 'none'] = process.argv.slice(2)

let now = 0
/** Steps the process still has to live; null: it lives on. */
let stepsLeft: number | null = null

function step(): void {
  if (stepsLeft === null) return
  stepsLeft -= 1
  if (stepsLeft < 0) process.kill(process.pid, 'SIGKILL')
}

const house = await houseOnFile(
  folder,
  () => now,
  (store) => withTables(withSteps(store, step), breakages[broken as Breakage]),
)
const router = makeDesk(house)

async function answer({ call, seat: given }: Asked): Promise<Answered> {
  const seat: Seat = { host: 'in-process', computer: 'CHILD', ...given }
  const desk: Desk = createRouterClient(router, { context: { seat } })
  const held = () => ({ session: seat.session, challenge: seat.challenge ?? null })
  try {
    const reply = await callByName(desk, call.operation, call.input)
    return { reply, fault: null, seat: held() }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return { reply: null, fault: { code: String(error.code), data: error.data as unknown }, seat: held() }
  }
}

process.stdout.write('"ready"\n')
let waiting: Asked | null = null
for await (const line of createInterface({ input: process.stdin })) {
  // `go` starts what was handed over before: all processes have their call in hands when the race begins.
  if (line !== 'go') {
    waiting = JSON.parse(line) as Asked
    now = waiting.now
    stepsLeft = waiting.stepsToLive
    process.stdout.write('"set"\n')
  } else if (waiting) process.stdout.write(`${JSON.stringify(await answer(waiting))}\n`)
}
await house.store.close()
