/** An import as a job: undone as one by somebody else, as far as nobody changed anything since. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { refusalOf } from '../doubles/operations'
import { enrolEmail, signedInPerson } from '../doubles/person'
import { outside } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { accountsIn, csvFile, written } from './import-at'
import { colleagueOf, proving } from './jobs/scene'

let test: TestDesk
let desk: Desk

beforeEach(async () => {
  test = await openTestDesk()
  desk = (await welcomed(test)).desk
})
afterEach(() => test.close())

describe('undoing an import', () => {
  it('brings every field back, removes whom it made, and leaves alone what somebody changed since', async () => {
    const person = await signedInPerson(test, desk)
    await enrolEmail(test, person)
    for (const name of ['Ada', 'Bo', 'Cy']) await makeAccount(desk, name, `${name.toLowerCase()}@corp.example`)
    outside(test, (db) =>
      db
        .prepare(
          'update accounts set user_name = lower(substr(email, 1, 2)), user_name_key = lower(substr(email, 1, 2))',
        )
        .run(),
    )
    const other = await colleagueOf(test)
    const before = accountsIn(test)
    const file = csvFile(
      'user name,email,name,department,role,enabled,language\r\n' +
        'ha,haruka@new.example,はるか,Sales,operator,,ja\r\nad,,Ada L.,Sales,,false,\r\nbo,,Bo,Moved,,,\r\n' +
        'cy,,Cy,,,,\r\nn1,n1@corp.example,N1,,,,\r\nn2,n2@corp.example,N2,,,,\r\n',
    )
    const { jobId, counts } = await written(desk, file, { matchBy: 'user-name' })
    expect(counts).toEqual({ new: 2, changed: 3, same: 1, refused: 0 })
    const job = await desk.jobs.show({ jobId: jobId! })
    expect(job).toMatchObject({
      act: { kind: 'import', fileName: 'accounts.csv' },
      phase: 'done',
      counts: { selected: 5, change: { accounts: 5, staff: 1 } },
      progress: { total: 5, done: 5 },
      undo: { possible: true },
    })
    const { rows: kept } = await desk.jobs.rows({ jobId: jobId!, only: 'done', after: -1, limit: 10 })
    const { no } = (await desk.audit.list({ before: null, limit: 1, act: 'imports.apply' })).rows[0]!
    expect(kept.map(({ auditNo }) => auditNo)).toEqual([no, no, no, no, no])
    expect(await refusalOf(desk.jobs.planUndo({ jobId: jobId! }))).toMatchObject({ code: 'own-request' })
    const { rows } = await desk.accounts.list({
      filter: { search: 'n2@corp' },
      from: null,
      direction: 'forward',
      limit: 1,
    })
    await desk.accounts.change({
      ...{ id: rows[0]!.id, rev: 1, name: 'Used', email: 'n2@corp.example', secondEmail: '', phone: '' },
      ...{ userName: 'n2', department: '', language: null },
    })
    const undo = await other.jobs.planUndo({ jobId: jobId! })
    expect(undo.counts).toMatchObject({
      change: { accounts: 4 },
      leftOut: [{ problem: 'changed-meanwhile', accounts: 1 }],
    })
    const start = () => other.jobs.start({ jobId: undo.id, reason: 'the wrong file', includeNoWayIn: false })
    // Of a file that touched staff, as writing it.
    expect(await refusalOf(start())).toMatchObject({ code: 'step-up-needed' })
    await proving(other, start)
    await test.composed.idle()
    const left = accountsIn(test).filter((row) => row['email'] !== 'n2@corp.example')
    expect(left).toEqual(before)
    expect((await desk.jobs.show({ jobId: jobId! })).undo.by).toMatchObject({ id: undo.id })
  })

  it('is not to be had where the policy gives no hours, and where nothing was written there is no job', async () => {
    await desk.session.stepUp({ password })
    await desk.settings.changeApprovals({ secondPersonFor: [], requestHours: 24, undoHours: 0 })
    const { jobId } = await written(desk, csvFile('email\r\na@corp.example\r\n'))
    expect((await desk.jobs.show({ jobId: jobId! })).undo).toMatchObject({ until: null, hours: 0 })
    expect(outside(test, (db) => db.prepare('select count(undo) from job_rows').pluck().get())).toBe(0)
  })

  it('holds nothing in clear: the copies are sealed, and a moved one does not open', async () => {
    await makeAccount(desk, 'Canary Bird', 'bird@corp.example')
    const other = await colleagueOf(test)
    await written(desk, csvFile('email,name\r\nbird@corp.example,Other\r\n'))
    const jobId = outside(test, (db) => {
      const row = db.prepare('select job_id, undo from job_rows').get() as { job_id: string; undo: string }
      expect(row.undo).toMatch(/^v1\./)
      expect(JSON.stringify(row)).not.toMatch(/Canary|Q2FuYXJ5/)
      db.prepare('update job_rows set place = 7').run()
      return row.job_id
    })
    expect(await refusalOf(other.jobs.planUndo({ jobId }))).toMatchObject({ code: 'tampered' })
  })
})
