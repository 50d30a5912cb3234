/** One request, several people in processes of their own who approve it at once: exactly one of them lets it run. */
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Breakage } from '../harness/around-store'
import { often, patience } from '../harness/often'
import { race, startDesk } from '../harness/desk-process'
import { rowsOf } from '../doubles/store-outside'
import { openTestDesk, password, welcomed } from '../doubles/test-desk'
import { addPeople, plan, wanted } from '../desk/jobs/scene'

vi.setConfig({ testTimeout: patience })

const processes = 2

/** @returns of each round how many were let in and what the others were told, and the log's rows of approving */
async function rounds(count: number, broken: Breakage, until: (successes: number) => boolean = () => false) {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk } = await welcomed(test)
  const people = await addPeople(test, 12)
  await addPeople(test, processes, 'administrator', 'second')
  const seats = []
  for (let nr = 0; nr < processes; nr++) {
    const seat = test.seat()
    await test.at(seat).session.signIn({ email: `second${nr}@corp.example`, password })
    seats.push({ session: seat.session, challenge: null })
  }
  const desks = await Promise.all(Array.from({ length: processes }, () => startDesk(test.folder, broken)))
  const ends: { successes: number; refused: string[] }[] = []
  for (let round = 0; round < count; round++) {
    const { id: jobId } = await plan(desk, people, { kind: 'set-department', department: `Round ${round}` })
    const { digest } = await desk.jobs.ask({ jobId, ...wanted })
    const call = { operation: 'jobs.approve', input: { jobId, digest } }
    const answers = await race(
      desks,
      seats.map((seat) => ({ call, seat, now: test.time })),
    )
    const refused = answers.flatMap(({ fault }) => (fault ? [fault.code] : []))
    ends.push({ successes: answers.length - refused.length, refused })
    if (until(answers.length - refused.length)) break
  }
  await Promise.all(desks.map((one) => one.close()))
  return { ends, approved: rowsOf(test).filter(({ act, result }) => act === 'jobs.approve' && result === 'done') }
}

it('is let run by one of them; the other is told it is not open any more', async () => {
  const { ends, approved } = await rounds(often(10, 500), 'none')
  for (const end of ends) expect(end).toEqual({ successes: 1, refused: ['job-not-open'] })
  expect(approved).toHaveLength(ends.length)
})

it('the broken way, reading before writing, lets both', async () => {
  const { ends } = await rounds(often(200, 2000), 'request', (successes) => successes > 1)
  expect(ends.at(-1)?.successes).toBe(2)
})
