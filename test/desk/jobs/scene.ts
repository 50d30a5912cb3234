/** A site for the specs of jobs: two administrators who sit at the desk, and as many people as a spec asks for. */
import { ORPCError } from '@orpc/client'
import { onTestFinished } from 'vitest'
import type { Desk } from '../../../src-preload/contract'
import type { Job, JobAct } from '../../../src-preload/contract/jobs'
import type { Role } from '../../../src-preload/contract/rights'
import { makeId, systemRandom } from '../../../src-main/random'
import { behind, phcOfPassword } from '../../doubles/behind-the-desk'
import { openTestDesk, password, welcomed, type TestDesk } from '../../doubles/test-desk'

export interface JobScene {
  readonly test: TestDesk
  /** Keiko, who makes the jobs. */
  readonly keiko: Desk
  readonly keikoId: string
  /** Of plain users, in order of making. */
  readonly people: readonly string[]
  /** Another member of the staff, signed in. */
  colleague(role: Role): Promise<{ readonly desk: Desk; readonly id: string }>
}

const blank = { user_name: '', second_email: '', phone: '', language: null, enabled: 1 } as const
const policy = { policy: 'not-required', policy_own: null, grace_until: null } as const

/** Puts accounts into the store, each with the password of everybody in the specs. @returns their ids */
export async function addPeople(test: TestDesk, count: number, role: Role = 'user', prefix = 'p'): Promise<string[]> {
  const made_at = new Date(test.time).toISOString()
  const phc = await phcOfPassword()
  return behind(test, async (tables) => {
    const ids = Array.from({ length: count }, () => makeId(systemRandom))
    const fields = { ...blank, ...policy, made_at, department: 'Sales', role }
    await tables.accounts.insertMany(
      ids.map((id, nr) => ({ ...fields, id, name: `${prefix} ${nr}`, email: `${prefix}${nr}@corp.example` })),
    )
    for (const account_id of ids)
      await tables.passwords.set({ account_id, phc, set_at: made_at, must_change: 0, expires_at: null })
    return ids
  })
}

export async function jobScene(count = 12): Promise<JobScene> {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk, me } = await welcomed(test)
  const people = await addPeople(test, count)
  let nr = 0
  return {
    ...{ test, keiko: desk, keikoId: me.id, people },
    async colleague(role) {
      const prefix = `${role}-${nr++}-`
      const [id = ''] = await addPeople(test, 1, role, prefix)
      const theirs = test.at(test.seat())
      await theirs.session.signIn({ email: `${prefix}0@corp.example`, password })
      return { desk: theirs, id }
    },
  }
}

export const moved: JobAct = { kind: 'set-department', department: 'Moved' }
export const wanted = { reason: 'new building', includeNoWayIn: false }

/** @returns the dry run of an act over some people */
export const plan = (desk: Desk, ids: readonly string[], act: JobAct = moved): Promise<Job> =>
  desk.jobs.plan({ act, of: { by: 'rows', ids: [...ids] } })

/** Proves the password where `call` asks for it, as the window does: of roles each time. */
export async function proving<T>(desk: Desk, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ORPCError && error.code === 'step-up-needed')) throw error
    await desk.session.stepUp({ password })
    return call()
  }
}

/** @returns the request that was made of a dry run */
export async function request(desk: Desk, ids: readonly string[], act: JobAct = moved): Promise<Job> {
  const { id: jobId } = await plan(desk, ids, act)
  return proving(desk, () => desk.jobs.ask({ jobId, ...wanted }))
}

export const approving = (desk: Desk, job: Job): Promise<Job> =>
  proving(desk, () => desk.jobs.approve({ jobId: job.id, digest: job.digest ?? '' }))

/** @returns the departments of these people, each once */
export const departmentsOf = (test: TestDesk, ids: readonly string[]): Promise<string[]> =>
  behind(test, async (tables) => {
    const found = await tables.accounts.findByIds(ids)
    return [...new Set(found.map(({ department }) => department))].sort()
  })

/** @returns the desk as another administrator, who decides on what the first one asked for */
export async function colleagueOf(test: TestDesk): Promise<Desk> {
  await addPeople(test, 1, 'administrator', 'colleague')
  const theirs = test.at(test.seat())
  await theirs.session.signIn({ email: 'colleague0@corp.example', password })
  return theirs
}
