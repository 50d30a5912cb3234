/** The tables of a job as files: its dry run and its results, in the words of the window. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import { languages } from '../../src-preload/contract/accounts'
import { jobWords } from '../../src-main/desk/report-words/job-words'
import { enrolOtp } from '../doubles/behind-the-desk'
import { signedInPerson } from '../doubles/person'
import { rowsOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, welcomed, type TestDesk } from '../doubles/test-desk'
import { bytesOf, madeJobFile } from './job-file-at'

let test: TestDesk
let desk: Desk
let people: string[]

beforeEach(async () => {
  test = await openTestDesk({ timeZone: 'Asia/Tokyo' })
  desk = (await welcomed(test)).desk
  people = []
  for (const [nr, name] of ['Haruka Sato', '田中 太郎', '김민준'].entries())
    people.push(await makeAccount(desk, name, `person${nr}@corp.example`))
})
afterEach(() => test.close())

describe('the tables of a job', () => {
  it.each(languages)('have the words of the window in %s', (language) => {
    const file = join(import.meta.dirname, `../../src-renderer/locales/${language}/jobs.json`)
    const { jobs } = JSON.parse(readFileSync(file, 'utf8')) as { jobs: Record<string, object> }
    const { act, part, problem, result } = jobWords[language]
    expect(jobs).toMatchObject({ act, part, problem, result })
  })

  it('hold what the dry run said, and what became of each, with a heading in three languages', async () => {
    const [first = '', second = '', third = ''] = people
    await enrolOtp(test, first)
    await enrolOtp(test, second)
    await desk.accounts.disable({ id: second, reason: 'left' })
    const { id: jobId } = await desk.jobs.plan({
      act: { kind: 'renew-codes' },
      of: { by: 'rows', ids: [first, second, third] },
    })
    const table = async (of: 'dry-run' | 'results', format: 'csv' | 'jsonl', language: 'en' | 'ja' | 'ko') => {
      const { fileId, passphrase } = await madeJobFile(desk, { of, jobId, format, language })
      expect(passphrase).toBeNull()
      return (await bytesOf(desk, fileId)).toString('utf8')
    }
    const dryRun = (await table('dry-run', 'csv', 'en')).split('\r\n')
    expect(dryRun[0]).toBe('\ufeffReport,Dry run of job 1')
    const rows = dryRun.slice(dryRun.indexOf('') + 1)
    expect(rows[0]).toBe('Name,Email,Department,Role,Dry run,Why,Staff')
    expect(rows.slice(1).sort()).toEqual([
      '',
      'Haruka Sato,person0@corp.example,,User,would change,,',
      '田中 太郎,person1@corp.example,,User,left out,Account disabled,',
      '김민준,person2@corp.example,,User,left out,No active factor,',
    ])
    await desk.jobs.start({ jobId, reason: 'envelopes', includeNoWayIn: false })
    await test.composed.idle()
    const results = (await table('results', 'jsonl', 'ja'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(results[0]).toMatchObject({ report: 'results of job 1', what: { of: 'results', jobId } })
    const row = rowsOf(test).findLast(({ act }) => act === 'recovery.renew')
    expect(results.find(({ accountId }) => accountId === first)).toEqual({
      ...{ accountId: first, name: 'Haruka Sato', email: 'person0@corp.example', department: '', role: 'user' },
      ...{ part: 'change', result: 'done', problem: null, at: row?.at, auditNo: row?.no },
    })
    expect(results.find(({ accountId }) => accountId === second)).toMatchObject({
      result: null,
      problem: 'account-disabled',
    })
    const auditor = await signedInPerson(test, desk, 'aki@corp.example', 'auditor')
    const { sha256 } = await madeJobFile(auditor.desk, { of: 'results', jobId, format: 'csv', language: 'ko' })
    expect(JSON.parse(rowsOf(test).at(-1)?.detail ?? '')).toMatchObject({ report: 'results', job: 1, rows: 3, sha256 })
  })
})
