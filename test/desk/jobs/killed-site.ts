/** A site whose jobs stand at their beginning, each over accounts of its own, for processes that run them and are killed. */
import { onTestFinished } from 'vitest'
import type { Job, JobAct } from '../../../src-preload/contract/jobs'
import type { WriteTables } from '../../../src-main/store/store'
import { behind, enrolOtpIn } from '../../doubles/behind-the-desk'
import { openTestDesk, password, welcomed, type TestDesk } from '../../doubles/test-desk'
import { addPeople, approving, request, wanted } from './scene'

/** How its accounts stand before it. */
type Before = 'plain' | 'enrolled' | 'disabled' | 'locked'

/** Every act, in both ways where it has two, and what is undone. */
export const killedJobs: Readonly<Record<string, { readonly act: JobAct; readonly before: Before; undo?: true }>> = {
  'require-enrolment': { act: { kind: 'require-enrolment', graceDays: 14 }, before: 'plain' },
  'reissue by sheet': { act: { kind: 'reissue', way: 'sheet' }, before: 'plain' },
  'reissue by mail': { act: { kind: 'reissue', way: 'mail' }, before: 'plain' },
  'renew-codes': { act: { kind: 'renew-codes' }, before: 'enrolled' },
  'issue-password by slip': { act: { kind: 'issue-password', way: 'slip' }, before: 'plain' },
  'issue-password by mail': { act: { kind: 'issue-password', way: 'mail' }, before: 'plain' },
  'clear-mfa': { act: { kind: 'clear-mfa' }, before: 'enrolled' },
  disable: { act: { kind: 'disable' }, before: 'plain' },
  enable: { act: { kind: 'enable' }, before: 'disabled' },
  unlock: { act: { kind: 'unlock' }, before: 'locked' },
  'set-policy': { act: { kind: 'set-policy', policy: 'required' }, before: 'plain' },
  'set-role': { act: { kind: 'set-role', role: 'operator' }, before: 'plain' },
  'set-department': { act: { kind: 'set-department', department: 'Moved' }, before: 'plain' },
  'send-mail': { act: { kind: 'send-mail', text: 'The desk is closed on Friday.' }, before: 'plain' },
  'undo of disable': { act: { kind: 'disable' }, before: 'plain', undo: true },
  'undo of clear-mfa': { act: { kind: 'clear-mfa' }, before: 'enrolled', undo: true },
}

async function standAs(test: TestDesk, before: Before, ids: readonly string[]): Promise<void> {
  const at = new Date(test.time).toISOString()
  const later = new Date(test.time + 3_600_000).toISOString()
  const change = (tables: WriteTables, fields: Parameters<WriteTables['accounts']['change']>[1]) =>
    tables.accounts.changeMany(ids.map((id) => ({ id, fields })))
  await behind(test, async (tables, keyring) => {
    if (before === 'enrolled') for (const id of ids) await enrolOtpIn(tables, keyring, id, at)
    if (before === 'disabled') await change(tables, { enabled: 0 })
    if (before === 'locked') await change(tables, { locked_until: later, lock_cause: 'factor' })
  })
}

export interface KilledSite {
  readonly test: TestDesk
  /** As they were asked for, by name. */
  readonly jobs: ReadonlyMap<string, Job>
}

/** @returns a closed desk with the jobs of these names in the phase `running`, none of their accounts done */
export async function killedSite(names: readonly string[], accountsEach: number): Promise<KilledSite> {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk } = await welcomed(test)
  await addPeople(test, 1, 'administrator', 'second')
  const other = test.at(test.seat())
  await other.session.signIn({ email: 'second0@corp.example', password })
  const jobs = new Map<string, Job>()
  for (const [nr, name] of names.entries()) {
    const { act, before, undo } = killedJobs[name]!
    const ids = await addPeople(test, accountsEach, 'user', `of${nr}-`)
    await standAs(test, before, ids)
    if (undo) {
      const done = await approving(other, await request(desk, ids, act))
      await test.composed.idle()
      const { id: jobId } = await other.jobs.planUndo({ jobId: done.id })
      jobs.set(name, await other.jobs.ask({ jobId, ...wanted }))
    } else jobs.set(name, await request(desk, ids, act))
  }
  await test.composed.close()
  const at = new Date(test.time).toISOString()
  // approved, as the desk would have it had it been closed before the first slice
  await behind(test, async (tables) => {
    for (const { id } of jobs.values()) await tables.jobs.move(id, ['asked'], { phase: 'running', started_at: at })
  })
  return { test, jobs }
}
