/** What each act of a job leaves of one account: its row in the log, its letters, its paper, and what brings it back. */
import { describe, expect, it } from 'vitest'
import type { JobAct } from '../../../src-preload/contract/jobs'
import type { LetterKind } from '../../../src-preload/contract/outbox'
import type { AuditRow } from '../../../src-main/store/audit'
import { openPaper } from '../../../src-main/desk/jobs/paper'
import { behind, enrolOtp, givePassword } from '../../doubles/behind-the-desk'
import { lettersOf } from '../../doubles/letters'
import { faultOf } from '../../doubles/operations'
import { outside, rowsOf } from '../../doubles/store-outside'
import { password, type TestDesk } from '../../doubles/test-desk'
import { toItsEnd } from './run-to-end'
import { jobScene, plan, wanted, type JobScene } from './scene'

interface Left {
  readonly name: string
  readonly letters: readonly LetterKind[]
  readonly paper?: string
  readonly undo?: boolean
}
const each: readonly [JobAct, Left][] = [
  [
    { kind: 'require-enrolment', graceDays: 7 },
    { name: 'jobs.requireEnrolment', letters: ['enrolment-required'], undo: true },
  ],
  [
    { kind: 'reissue', way: 'sheet' },
    { name: 'otp.reissue', letters: ['otp-key-made-for-you'], paper: 'enrolment-sheet', undo: true },
  ],
  [
    { kind: 'reissue', way: 'mail' },
    { name: 'otp.reissue', letters: ['enrolment-key', 'otp-key-made-for-you'], undo: true },
  ],
  [{ kind: 'renew-codes' }, { name: 'recovery.renew', letters: ['recovery-codes-renewed'], paper: 'recovery-file' }],
  [
    { kind: 'issue-password', way: 'slip' },
    { name: 'passwords.issue', letters: ['temporary-password-issued'], paper: 'password-slip' },
  ],
  [
    { kind: 'issue-password', way: 'mail' },
    { name: 'passwords.issue', letters: ['temporary-password', 'temporary-password-issued'] },
  ],
  [{ kind: 'clear-mfa' }, { name: 'accounts.clearMfa', letters: ['mfa-cleared'], undo: true }],
  [{ kind: 'disable' }, { name: 'accounts.disable', letters: ['account-disabled'], undo: true }],
  [{ kind: 'enable' }, { name: 'accounts.enable', letters: ['account-enabled'], undo: true }],
  [{ kind: 'unlock' }, { name: 'accounts.unlock', letters: ['account-unlocked'] }],
  [
    { kind: 'set-policy', policy: 'required' },
    { name: 'jobs.setPolicy', letters: ['enrolment-required'], undo: true },
  ],
  [
    { kind: 'set-role', role: 'operator' },
    { name: 'accounts.changeRole', letters: ['role-changed'], undo: true },
  ],
  [
    { kind: 'set-department', department: 'HR' },
    { name: 'jobs.setDepartment', letters: [], undo: true },
  ],
  [
    { kind: 'send-mail', text: 'The desk moves.' },
    { name: 'jobs.sendMail', letters: ['message'] },
  ],
]

async function makeReady({ test }: JobScene, id: string, { kind }: JobAct): Promise<void> {
  if (kind === 'renew-codes' || kind === 'clear-mfa') await enrolOtp(test, id)
  if (kind === 'enable') await behind(test, (tables) => tables.accounts.change(id, { enabled: 0 }))
  if (kind === 'unlock') await behind(test, (tables) => tables.signInTries.takeFactor(id, new Date(0).toISOString()))
}

/** @param second who approves, where that is needed */
async function run({ test, keiko }: JobScene, ids: readonly string[], act: JobAct, second = keiko) {
  return toItsEnd(test, [keiko, second], (await plan(keiko, ids, act)).id)
}

interface Kept {
  readonly place: number
  readonly undo: string | null
  readonly secret: string | null
}
const keptOf = (test: TestDesk, jobId: string): Kept =>
  outside(test, (db) => db.prepare('select place, undo, secret from job_rows where job_id = ?').get(jobId)) as Kept
const paperOf = (test: TestDesk, jobId: string) =>
  behind(test, async (_tables, keyring) => {
    const { place, secret } = keptOf(test, jobId)
    return secret === null ? null : openPaper(keyring, jobId, place, secret)
  })
const detailOf = ({ detail }: AuditRow) => JSON.parse(detail) as Record<string, unknown>

describe('an account of a job', () => {
  // In two: one person changes no more than ten accounts an hour alone.
  it.each([[each.slice(0, 7)], [each.slice(7)]])(
    'leaves its row under the name of the act by itself, its letters, its paper, and what brings it back',
    async (some) => {
      const scene = await jobScene(some.length)
      const { test, keikoId, people } = scene
      for (const [nr, [act, { name, letters, paper, undo = false }]] of some.entries()) {
        const id = people[nr] ?? ''
        await makeReady(scene, id, act)
        const { id: jobId, no } = await run(scene, [id], act)
        const [row, ...more] = rowsOf(test).filter(({ account_id }) => account_id === id)
        expect(row).toMatchObject({ act: name, actor_id: keikoId, result: 'done', code: null, reason: wanted.reason })
        expect([more, detailOf(row!)]).toMatchObject([[], { job: no }])
        const written = (await lettersOf(test)).filter(({ to }) => to === `p${nr}@corp.example`)
        expect([act.kind, ...written.map(({ kind }) => kind)]).toEqual([act.kind, ...letters])
        const made = await paperOf(test, jobId)
        expect([act.kind, made?.kind, keptOf(test, jobId).undo !== null]).toEqual([act.kind, paper, undo])
        // Nothing of what was made is in the log.
        const secrets = JSON.stringify(made ?? '').match(/(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}|[A-Z2-7]{32}/g) ?? []
        expect(secrets.length > 0).toBe(paper !== undefined)
        for (const secret of secrets) expect(row?.detail).not.toContain(secret)
      }
    },
  )

  it('has on its sheet the key it verifies with, and the mail has the same kind of key', async () => {
    const scene = await jobScene(2)
    const [one = '', two = ''] = scene.people
    const { id: jobId } = await run(scene, [one], { kind: 'reissue', way: 'sheet' })
    const sheet = await paperOf(scene.test, jobId)
    expect(sheet).toMatchObject({ kind: 'enrolment-sheet', accountId: one, accountName: 'p0@corp.example' })
    expect(sheet).not.toHaveProperty('keyId')
    await run(scene, [two], { kind: 'reissue', way: 'mail' })
    const mailed = (await lettersOf(scene.test)).find(({ kind }) => kind === 'enrolment-key')
    expect(mailed).toMatchObject({ to: 'p1@corp.example', secret: true })
    expect(mailed?.facts.key).toMatch(/^[A-Z2-7]{32}$/)
    expect(mailed?.expiresAt).toBe(new Date(scene.test.time + 72 * 3_600_000).toISOString())
  })

  it('signs in with the password on its slip, and with the former one no more', async () => {
    const scene = await jobScene(1)
    const { id: jobId } = await run(scene, scene.people, { kind: 'issue-password', way: 'slip' })
    const slip = await paperOf(scene.test, jobId)
    const signIn = (typed: string) =>
      scene.test.at(scene.test.seat()).session.signIn({ email: 'p0@corp.example', password: typed })
    expect(await faultOf(signIn(password))).toBe('sign-in-wrong')
    expect(slip?.kind === 'password-slip' && (await faultOf(signIn(slip.password)))).toBeNull()
  })

  it('has in its file the set in force', async () => {
    const scene = await jobScene(1)
    const [id = ''] = scene.people
    await enrolOtp(scene.test, id)
    const { id: jobId } = await run(scene, [id], { kind: 'renew-codes' })
    const file = await paperOf(scene.test, jobId)
    const inForce = await behind(scene.test, (tables) => tables.recoverySets.findInForce(id))
    expect(file).toMatchObject({
      kind: 'recovery-file',
      setId: inForce?.id,
      set: { number: 2, checksum: inForce?.checksum },
    })
    expect(file?.kind === 'recovery-file' && file.set.codes).toHaveLength(10)
  })
})

it('a mailed key that was dropped, replaced or verified is not mailed any more', async () => {
  const scene = await jobScene(1)
  const { test, keiko, people } = scene
  const [accountId = ''] = people
  const waiting = async () => (await lettersOf(test)).filter(({ kind }) => kind === 'enrolment-key').length
  await run(scene, people, { kind: 'reissue', way: 'mail' })
  expect(await waiting()).toBe(1)
  await run(scene, people, { kind: 'reissue', way: 'mail' })
  expect(await waiting()).toBe(1)
  const { pendingKey } = await keiko.accounts.show({ id: accountId })
  await keiko.otp.cancel({ accountId, keyId: pendingKey!.id })
  expect(await waiting()).toBe(0)
})

it('keys and codes are made for nobody before the printed key was read back', async () => {
  const { test, keiko, people } = await jobScene(1)
  outside(test, (db) => db.prepare(`update key_slots set confirmed_at = null where kind = 'recovery-key'`).run())
  expect(await faultOf(plan(keiko, people, { kind: 'reissue', way: 'sheet' }))).toBe('recovery-key-first')
  expect(await faultOf(plan(keiko, people, { kind: 'renew-codes' }))).toBe('recovery-key-first')
  expect(await faultOf(plan(keiko, people, { kind: 'unlock' }))).toBeNull()
})

describe('a dry run', () => {
  it('over a filter is over all that fit it, in the order of the list', async () => {
    const { test, keiko } = await jobScene(620)
    const job = await keiko.jobs.plan({
      act: { kind: 'set-department', department: 'HR' },
      of: { by: 'filter', filter: { departments: ['Sales'] } },
    })
    expect(job.counts).toMatchObject({ selected: 620, change: { accounts: 620, staff: 0, mails: 0 }, leftOut: [] })
    const inOrder = `select group_concat(account_id) from (select account_id from job_rows order by place)`
    const inList = `select group_concat(id) from (select id from accounts where department = 'Sales' order by sort_key, row_no)`
    const ids = (query: string) => outside(test, (db) => db.prepare(query).pluck().get())
    expect(ids(inOrder)).toBe(ids(inList))
  })

  it('takes each account once, and says which are not there', async () => {
    const { keiko, people } = await jobScene(2)
    const [one = '', two = ''] = people
    const gone = 'a'.repeat(26)
    const job = await plan(keiko, [two, gone, one, two])
    expect(job.counts).toMatchObject({
      ...{ selected: 3, change: { accounts: 2 }, leftOut: [{ problem: 'not-found', accounts: 1 }] },
    })
    const { rows } = await keiko.jobs.rows({ jobId: job.id, only: 'all', after: -1, limit: 10 })
    expect(rows.map(({ accountId }) => accountId)).toEqual([one, two, gone])
  })

  it('of a search that found more than is ordered is refused', async () => {
    const { keiko } = await jobScene(501)
    const search = keiko.jobs.plan({ act: { kind: 'unlock' }, of: { by: 'filter', filter: { search: 'corp' } } })
    expect(await faultOf(search)).toBe('search-capped')
  })

  it('of help desk is over users: staff is left out, and so are they themselves', async () => {
    const scene = await jobScene(1)
    const { desk, id } = await scene.colleague('helpdesk')
    await givePassword(scene.test, ...scene.people)
    const job = await plan(desk, [...scene.people, scene.keikoId, id], { kind: 'issue-password', way: 'slip' })
    expect(job.counts).toMatchObject({
      change: { accounts: 1, staff: 0, mails: 1, papers: 1 },
      leftOut: expect.arrayContaining([
        { problem: 'staff-account', accounts: 1 },
        { problem: 'own-account', accounts: 1 },
      ]),
    })
    expect(await faultOf(plan(desk, scene.people, { kind: 'disable' }))).toBe('not-allowed')
  })
})
