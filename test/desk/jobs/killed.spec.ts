/** Jobs killed -9 at random points and gone on with, life after life: in the end everything of them is there once. */
import { expect, it, vi } from 'vitest'
import { checkChain, genesis } from '../../../src-main/engine/audit-chain'
import type { Job } from '../../../src-preload/contract/jobs'
import { outside, rowsOf } from '../../doubles/store-outside'
import type { TestDesk } from '../../doubles/test-desk'
import type { Breakage } from '../../harness/around-store'
import { live } from '../../harness/jobs-process'
import { inSoak, often, patience } from '../../harness/often'
import { killedJobs, killedSite, type KilledSite } from './killed-site'

vi.setConfig({ testTimeout: patience })

const openRows = (test: TestDesk): number =>
  outside(test, (db) =>
    Number(
      db
        .prepare(
          `select count(*) from job_rows join jobs on jobs.id = job_id where phase = 'running' and result is null`,
        )
        .pluck()
        .get(),
    ),
  )

/**
 * Kills it so often, spread over what is left to do: after a statement, after a commit, or at any time from outside;
 * then lets it come to its end. What a life does before it dies is learnt from the lives before.
 */
async function killedAndGoneOnWith({ test }: KilledSite, kills: number): Promise<{ died: number; worked: number }> {
  const begin = { folder: test.folder, now: test.time, broken: 'none' as Breakage }
  const perRow = { statement: 60, commit: 0.4, milliseconds: 4 }
  let died = 0
  let worked = 0
  for (let kill = 0; kill < kills; kill++) {
    const before = openRows(test)
    const most = (2 * before) / (kills - kill + 1)
    const kind = (['statement', 'commit', 'milliseconds'] as const)[kill % 3]!
    const after = Math.random() * most * perRow[kind]
    const dies = kind === 'milliseconds' ? null : { at: kind, after: Math.floor(after) }
    if (!(await live({ ...begin, dies }, kind === 'milliseconds' ? after : null))) died += 1
    const done = before - openRows(test)
    if (done > 0) perRow[kind] = (perRow[kind] + after / done) / 2
    if (done > 0) worked += 1
  }
  expect(await live({ ...begin, dies: null })).toBe(true)
  return { died, worked }
}

interface Ends {
  readonly rows: unknown
  readonly letters: unknown
  readonly log: unknown
  readonly papers: number
}

/** @returns what is there of one job, to be compared with what its dry run said */
const endsOf = (test: TestDesk, { id, no }: Job): Ends =>
  outside(test, (db) => {
    const all = (sql: string, ...given: unknown[]) => db.prepare(sql).all(...given)
    return {
      rows: all(`select result, count(*) as accounts from job_rows where job_id = ? group by result`, id),
      // what was written while it ran: the processes begin later than what made the site ready
      letters: all(
        `select account_id, mails, (select count(*) from outbox
           where outbox.account_id = job_rows.account_id and outbox.made_at > jobs.started_at) as letters
         from job_rows join jobs on jobs.id = job_id where job_id = ? and letters <> mails`,
        id,
      ),
      log: all(
        `select account_id, count(*) as rows from audit where json_extract(detail, '$.job') = ? and account_id is not null
           and result = 'done' group by account_id having rows <> 1`,
        no,
      ),
      papers: Number(
        db.prepare('select count(*) from job_rows where job_id = ? and secret is not null').pluck().get(id),
      ),
    }
  })

function expectOnce(site: KilledSite): void {
  const { test, jobs } = site
  const log = rowsOf(test)
  expect(checkChain(log, genesis).brokenAt).toBeNull()
  for (const [name, job] of jobs) {
    const { accounts, papers } = job.counts.change
    const ends = endsOf(test, job)
    expect([name, ends.rows]).toEqual([name, [{ result: 'done', accounts }]])
    expect([name, ends.log, ends.letters]).toEqual([name, [], []])
    expect([name, ends.papers]).toEqual([name, papers])
    const of = log.filter(({ detail }) => (JSON.parse(detail) as { job?: number }).job === job.no)
    expect(of.filter(({ act }) => act === 'jobs.finished')).toHaveLength(1)
    expect(of.filter(({ account_id }) => account_id !== null)).toHaveLength(accounts)
  }
  expect(test.logged).toEqual([])
}

const everyAct = Object.keys(killedJobs)
/** In every run of the tests all acts side by side, in a soak one after another. */
const together: readonly (readonly string[])[] = inSoak(0, 1) === 1 ? everyAct.map((name) => [name]) : [everyAct]

it.each(together.map((names) => [names.length === 1 ? names[0] : `${names.length} acts side by side`, names] as const))(
  'killed and gone on with, nothing is done twice: %s',
  async (_name, names) => {
    const accounts = often(14, 1000)
    const kills = often(9, 50)
    const site = await killedSite(names, accounts)
    const { died, worked } = await killedAndGoneOnWith(site, kills)
    expect(died).toBeGreaterThan(kills / 2)
    // not all before the first account, and not all after the last one
    expect(worked).toBeGreaterThan(kills / 4)
    expectOnce(site)
  },
)

it('the broken way, effect and result in two commits, does accounts twice', async () => {
  const site = await killedSite(['set-department'], 14)
  const begin = { folder: site.test.folder, now: site.test.time, broken: 'result-apart' as Breakage }
  expect(await live({ ...begin, dies: { at: 'commit', after: 0 } })).toBe(false)
  expect(await live({ ...begin, dies: null })).toBe(true)
  expect(() => expectOnce(site)).toThrow()
})
