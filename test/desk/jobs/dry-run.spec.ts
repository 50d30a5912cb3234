/** The dry run's numbers are the outcome, act by act over random people; undoing brings back what it said; who has a way in gets in. */
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { jobActKinds, undoable, type Job, type JobAct, type JobRow } from '../../../src-preload/contract/jobs'
import type { JobFacts } from '../../../src-main/engine/job-judge'
import type { AccountRow } from '../../../src-main/store/accounts'
import { openBehind } from '../../doubles/behind-the-desk'
import { faultOf } from '../../doubles/operations'
import { outside } from '../../doubles/store-outside'
import { password } from '../../doubles/test-desk'
import { often, patience } from '../../harness/often'
import { addPerson, anyPerson, type AnyPerson } from './random-site'
import { toItsEnd } from './run-to-end'
import { jobScene, type JobScene } from './scene'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

/** One thing the desk could get wrong, at a time. */
const wrong = vi.hoisted(() => ({ at: 'nothing' }))

vi.mock('../../../src-main/engine/job-judge', async (original) => {
  const real = await original<typeof import('../../../src-main/engine/job-judge')>()
  const seen = (facts: JobFacts): JobFacts => {
    if (wrong.at === 'sessions') return { ...facts, openSessions: 0 }
    if (wrong.at === 'addresses') return { ...facts, account: { ...facts.account, second_email: '' } }
    if (wrong.at === 'passwords') return { ...facts, passwordWorks: facts.hasPassword }
    return facts
  }
  return {
    ...real,
    judgeAct: (...[act, facts, rules]: Parameters<typeof real.judgeAct>) => real.judgeAct(act, seen(facts), rules),
  }
})

vi.mock('../../../src-main/desk/jobs/acts/clear', async (original) => {
  const real = await original<typeof import('../../../src-main/desk/jobs/acts/clear')>()
  const restoreFactors: typeof real.restoreFactors = (tables, call, account, copy) =>
    real.restoreFactors(tables, call, account, wrong.at === 'copies' ? { ...copy, setId: null } : copy)
  return { ...real, restoreFactors }
})

const anyAct: { readonly [K in JobAct['kind']]: fc.Arbitrary<Extract<JobAct, { kind: K }>> } = {
  'require-enrolment': fc.record({ kind: fc.constant('require-enrolment'), graceDays: fc.constantFrom(0, 7) }),
  reissue: fc.record({ kind: fc.constant('reissue'), way: fc.constantFrom('sheet', 'mail') }),
  'renew-codes': fc.record({ kind: fc.constant('renew-codes') }),
  'issue-password': fc.record({ kind: fc.constant('issue-password'), way: fc.constantFrom('slip', 'mail') }),
  'clear-mfa': fc.record({ kind: fc.constant('clear-mfa') }),
  disable: fc.record({ kind: fc.constant('disable') }),
  enable: fc.record({ kind: fc.constant('enable') }),
  unlock: fc.record({ kind: fc.constant('unlock') }),
  'set-policy': fc.record({
    kind: fc.constant('set-policy'),
    policy: fc.constantFrom('required', 'not-required', 'site'),
  }),
  'set-role': fc.record({ kind: fc.constant('set-role'), role: fc.constantFrom('user', 'operator', 'administrator') }),
  'set-department': fc.record({ kind: fc.constant('set-department'), department: fc.constantFrom('R&D', 'HR') }),
  'send-mail': fc.record({ kind: fc.constant('send-mail'), text: fc.constant('The desk moves.\n\nOn Monday.') }),
}

interface Site extends JobScene {
  readonly other: Awaited<ReturnType<JobScene['colleague']>>['desk']
  readonly add: (people: readonly AnyPerson[]) => Promise<string[]>
  readonly find: (id: string) => Promise<AccountRow>
  readonly touch: (ids: readonly string[]) => Promise<void>
}

/** One site for all runs of a property: each has people of its own. */
async function openSite(): Promise<Site> {
  const scene = await jobScene(0)
  const { desk: other } = await scene.colleague('administrator')
  const { test } = scene
  const hand = await openBehind(test)
  onTestFinished(() => hand.close())
  return {
    ...{ ...scene, other },
    add: (people) =>
      hand.write(async (tables, keyring) => {
        const ids = []
        for (const person of people) ids.push(await addPerson({ tables, keyring, now: test.time }, person))
        return ids
      }),
    find: (id) =>
      hand.write(async (tables) => {
        const found = await tables.accounts.find(id)
        if (!found) throw new Error('an account is gone')
        return found
      }),
    touch: (ids) =>
      hand.write(async (tables) => {
        for (const id of ids) {
          await tables.accounts.change(id, { department: 'Elsewhere', grace_until: '2030-01-01T00:00:00.000Z' })
        }
      }),
  }
}

/** What stands in the store of these accounts, and what there is to count. */
function standing({ test }: Site, ids: readonly string[]) {
  const among = `in (${ids.map((id) => `'${id}'`).join(', ')})`
  return outside(test, (db) => {
    const all = (query: string) => db.prepare(query).all() as Record<string, unknown>[]
    const count = (query: string) => db.prepare(query).pluck().get() as number
    return {
      mails: count(`select count(*) from outbox where account_id ${among}`),
      sessions: count(`select count(*) from sessions where ended_at is null and account_id ${among}`),
      /** All that a job can bring back. */
      own: JSON.stringify([
        all(`select * from accounts where id ${among} order by id`).map(({ rev: _rev, ...row }) => row),
        all(`select * from otp_keys where account_id ${among} order by id`),
        all(`select * from email_factors where account_id ${among} order by account_id`),
        all(`select * from recovery_sets where account_id ${among} and superseded_at is null order by id`),
        all(`select * from passwords where account_id ${among} order by account_id`),
      ]),
    }
  })
}

const papersOf = ({ test }: Site, { id }: Job): number =>
  outside(test, (db) =>
    db.prepare(`select count(*) from job_rows where secret is not null and job_id = ?`).pluck().get(id),
  ) as number

async function rowsOf({ keiko }: Site, { id }: Job): Promise<JobRow[]> {
  return (await keiko.jobs.rows({ jobId: id, only: 'all', after: -1, limit: 200 })).rows
}

function sidesOf({ counts: { change, noWayIn } }: Job, include: boolean) {
  const and = (key: keyof typeof change) => change[key] + (include ? noWayIn[key] : 0)
  return {
    changing: { accounts: and('accounts'), mails: and('mails'), papers: and('papers'), sessions: and('sessions') },
  }
}

/** Runs the job and holds what became of it against what its dry run said. */
async function expectOutcome(site: Site, from: Site['keiko'], ids: readonly string[], job: Job, include: boolean) {
  const before = standing(site, ids)
  const { changing } = sidesOf(job, include)
  const planned = await rowsOf(site, job)
  expect(job.counts).toMatchObject({
    selected: planned.length,
    same: planned.filter(({ part }) => part === 'same').length,
    leftOut: expect.toSatisfy((leftOut: Job['counts']['leftOut']) =>
      leftOut.every(
        ({ problem, accounts }) =>
          planned.filter((row) => row.part === 'left-out' && row.problem === problem).length === accounts,
      ),
    ),
  })
  if (changing.accounts === 0) {
    expect(await faultOf(from.jobs.start({ jobId: job.id, reason: 'x', includeNoWayIn: include }))).toBe(
      'nothing-to-change',
    )
    return planned
  }
  const ended = await toItsEnd(site.test, [from, site.other], job.id, include)
  const after = standing(site, ids)
  expect(ended).toMatchObject({ phase: 'done', progress: { total: changing.accounts, done: changing.accounts } })
  expect({
    mails: after.mails - before.mails,
    sessions: before.sessions - after.sessions,
    papers: papersOf(site, ended),
  }).toEqual({ mails: changing.mails, sessions: changing.sessions, papers: changing.papers })
  return rowsOf(site, ended)
}

/** Signs in with the password everybody here has, as far as a second step. */
const getsIn = async ({ test }: Site, email: string): Promise<boolean> =>
  test
    .at(test.seat())
    .session.signIn({ email, password })
    .then(
      () => true,
      () => false,
    )

const asksToSignIn = ['clear-mfa', 'require-enrolment', 'set-policy']

async function check(site: Site, act: JobAct, given: readonly AnyPerson[], include: boolean, touched: number) {
  const ids = await site.add(given)
  const before = standing(site, ids)
  const plan = await site.keiko.jobs.plan({ act, of: { by: 'rows', ids } })
  const rows = await expectOutcome(site, site.keiko, ids, plan, include)
  if (asksToSignIn.includes(act.kind)) await expectWaysIn(site, ids, given, rows)
  if (!undoable[act.kind] || rows.every(({ result }) => result !== 'done')) return
  const meanwhile = ids.slice(0, touched)
  await site.touch(meanwhile)
  const undo = await site.other.jobs.planUndo({ jobId: plan.id })
  const undone = await expectOutcome(site, site.other, ids, undo, true)
  if (meanwhile.length > 0) return
  expect(undone.map(({ result }) => result)).toEqual(undone.map(() => 'done'))
  // A pending key that was replaced is gone for good.
  if (act.kind === 'reissue') expect(pendingOf(site, rows)).toBe(0)
  else expect(standing(site, ids).own).toBe(before.own)
}

/** Pending keys of those it was done to. */
function pendingOf({ test }: Site, rows: readonly JobRow[]): number {
  const ids = JSON.stringify(rows.filter(({ result }) => result === 'done').map(({ accountId }) => accountId))
  const query = `select count(*) from otp_keys where status = 'pending' and account_id in (select value from json_each(?))`
  return outside(test, (db) => db.prepare(query).pluck().get(ids) as number)
}

/** Of those it was done to: who was said to have a way in gets in by password, and who was said to have none does not. */
async function expectWaysIn(site: Site, ids: readonly string[], given: readonly AnyPerson[], rows: readonly JobRow[]) {
  const now = new Date(site.test.time).toISOString()
  for (const [nr, id] of ids.entries()) {
    const row = rows.find(({ accountId }) => accountId === id)
    const account = await site.find(id)
    const isOpen = given[nr]?.enabled === 1 && given[nr].lock !== 'locked' && given[nr].password !== 'never-came'
    const isAsked = account.policy === 'required' && (account.grace_until === null || account.grace_until <= now)
    const hasNone = ['not-enrolled', 'pending', 'must-re-enrol'].includes(account.state)
    if (row?.result !== 'done' || !isOpen || !isAsked || !hasNone) continue
    expect([id, await getsIn(site, account.email)]).toEqual([id, row.part === 'change'])
  }
}

const people = fc.array(anyPerson, { minLength: 1, maxLength: 13 })

/** @throws where the desk does other than it said */
async function hold(kinds: readonly JobAct['kind'][], numRuns: number): Promise<void> {
  const site = await openSite()
  const acts = fc.oneof(...kinds.map((kind) => anyAct[kind]))
  const property = fc.asyncProperty(acts, people, fc.boolean(), fc.constantFrom(0, 0, 2), (...one) =>
    check(site, ...one),
  )
  await fc.assert(property, { numRuns, endOnFailure: true })
}

describe('the dry run is the outcome', () => {
  it.each(jobActKinds)('%s', async (kind) => hold([kind], often(4, 400)))

  it.each([
    ['sessions', ['disable']],
    ['addresses', ['send-mail']],
    ['passwords', ['clear-mfa']],
    ['copies', ['clear-mfa']],
  ] as const)('and is not where %s are seen wrong', async (what, kinds) => {
    wrong.at = what
    try {
      await expect(hold(kinds, 40)).rejects.toThrow('Property failed')
    } finally {
      wrong.at = 'nothing'
    }
  })
})
