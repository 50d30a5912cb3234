/** Papers of a job: taken once, by whoever made it, as a zip that 7-Zip opens; then nothing of them or of its passphrase is left. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { Job, JobAct } from '../../src-preload/contract/jobs'
import { enrolOtp, givePassword } from '../doubles/behind-the-desk'
import { lettersOf } from '../doubles/letters'
import { refusalOf } from '../doubles/operations'
import { signedInPerson } from '../doubles/person'
import { outside, rowsOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { unpackWith } from '../oracles/seven-zip'
import { totp } from '../oracles/totp'
import { bytesOf, madeJobFile, type Papers } from './job-file-at'

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

async function done(act: JobAct, ids: readonly string[] = people): Promise<Job> {
  const { id: jobId } = await desk.jobs.plan({ act, of: { by: 'rows', ids: [...ids] } })
  await desk.jobs.start({ jobId, reason: 'envelopes', includeNoWayIn: false })
  await test.composed.idle()
  return desk.jobs.show({ jobId })
}
async function newCodes(ids: readonly string[] = people): Promise<Job> {
  for (const id of ids) await enrolOtp(test, id)
  return done({ kind: 'renew-codes' }, ids)
}

const wantedOf = ({ id }: Job, more: Partial<Papers> = {}): Papers => ({
  ...{ of: 'papers', jobId: id, language: 'en', way: 'zip', mailTo: null },
  ...more,
})
const secrets = (): number =>
  outside(test, (db) => Number(db.prepare('select count(*) from job_rows where secret is not null').pluck().get()))

describe('recovery-code files', () => {
  it('come as one zip that 7-Zip opens with the six words, each file a current set; and with other words not', async () => {
    const job = await newCodes()
    expect(job).toMatchObject({ phase: 'done', papersWaiting: 3 })
    const { fileId, total, passphrase, name, bytes, sha256 } = await madeJobFile(desk, wantedOf(job))
    expect({ total, name }).toEqual({ total: 3, name: 'WhaTap-recovery-codes-job-1.zip' })
    expect(passphrase).toMatch(/^[a-z]{3,8}(-[a-z]{3,8}){5}$/)
    const zip = await bytesOf(desk, fileId)
    expect(zip).toHaveLength(bytes)
    const { files, said } = await unpackWith(zip, passphrase ?? '')
    expect(said).toContain('Everything is Ok')
    expect([...files.keys()].sort()).toEqual(
      [0, 1, 2].map((nr) => `WhaTap-recovery-codes-person${nr}@corp.example-2.txt`),
    )
    for (const [fileName, content] of files) {
      const checked = await desk.recovery.checkFile({ file: new File([new Uint8Array(content)], fileName) })
      expect(checked).toMatchObject({
        verdict: 'current',
        left: 10,
        set: { jobNo: 1, state: 'issued', issuedBy: 'Keiko Ito' },
      })
    }
    expect((await unpackWith(zip, 'six-words-that-are-not-right-here')).said).toMatch(/wrong password/i)
    const row = rowsOf(test).findLast(({ act }) => act === 'jobFiles.make')
    expect(JSON.parse(row?.detail ?? '')).toEqual({
      ...{ fileName: name, bytes, sha256, report: 'papers', job: 1, jobAct: 'renew-codes', way: 'zip', papers: 3 },
    })
  })

  it('are taken once: what was sealed of them is destroyed with the row of the taking', async () => {
    const job = await newCodes()
    const first = await desk.jobFiles.prepare(wantedOf(job))
    await desk.session.stepUp({ password })
    await desk.jobFiles.make({ fileId: first.fileId })
    expect(secrets()).toBe(0)
    expect((await desk.jobs.show({ jobId: job.id })).papersWaiting).toBe(0)
    expect((await refusalOf(desk.jobFiles.prepare(wantedOf(job)))).code).toBe('no-papers')
  })

  it('stay where they are while they were only made ready, where they were given up, and where there is no row', async () => {
    const job = await newCodes()
    const { fileId } = await desk.jobFiles.prepare(wantedOf(job))
    expect(secrets()).toBe(3)
    await desk.session.stepUp({ password })
    outside(test, (db) =>
      db.exec(`create trigger no_more_rows before insert on audit begin select raise(abort, 'the log is closed'); end`),
    )
    expect((await refusalOf(desk.jobFiles.make({ fileId }))).code).toBe('log-unwritable')
    expect(secrets()).toBe(3)
    outside(test, (db) => db.exec('drop trigger no_more_rows'))
    const again = await desk.jobFiles.prepare(wantedOf(job))
    await desk.jobFiles.cancel({ fileId: again.fileId })
    expect(secrets()).toBe(3)
    expect((await madeJobFile(desk, wantedOf(job))).phase).toBe('made')
  })

  it('of which some were destroyed while they were zipped are given to nobody', async () => {
    const job = await newCodes()
    const { fileId } = await desk.jobFiles.prepare(wantedOf(job))
    await desk.session.stepUp({ password })
    const making = refusalOf(desk.jobFiles.make({ fileId }))
    while ((await desk.jobFiles.progress({ fileId })).done < 3) await setImmediate()
    outside(test, (db) => db.prepare('update job_rows set secret = null where place = 0').run())
    expect((await making).code).toBe('changed-meanwhile')
    expect(secrets()).toBe(2)
    expect((await refusalOf(desk.jobFiles.part({ fileId, from: 0 }))).code).toBe('not-found')
  })

  it('asked for at a second seat while they are zipped go to one of the two', async () => {
    const job = await newCodes()
    const elsewhere = test.at(test.seat())
    await elsewhere.session.signIn({ email: 'keiko.ito@corp.example', password })
    const { fileId } = await desk.jobFiles.prepare(wantedOf(job))
    await desk.session.stepUp({ password })
    const first = refusalOf(desk.jobFiles.make({ fileId }))
    while ((await desk.jobFiles.progress({ fileId })).done < 3) await setImmediate()
    const again = await elsewhere.jobFiles.prepare(wantedOf(job))
    expect((await first).code).toBe('file-cancelled')
    expect(secrets()).toBe(3)
    await elsewhere.session.stepUp({ password })
    expect((await elsewhere.jobFiles.make({ fileId: again.fileId })).phase).toBe('made')
    expect(secrets()).toBe(0)
  })

  it('with staff among them are for nobody who may act on staff no more', async () => {
    outside(test, (db) => db.prepare(`update accounts set role = 'operator' where id = ?`).run(people[0]))
    const job = await done({ kind: 'issue-password', way: 'slip' })
    expect(job).toMatchObject({ papersWaiting: 3, counts: { change: { staff: 1 } } })
    outside(test, (db) => db.prepare(`update accounts set role = 'helpdesk' where email like 'keiko%'`).run())
    expect((await refusalOf(desk.jobFiles.prepare(wantedOf(job)))).code).toBe('not-allowed')
    expect(secrets()).toBe(3)
  })

  it('are for whoever made the job, for as long as they may', async () => {
    const job = await newCodes()
    const other = await signedInPerson(test, desk, 'admin2@corp.example', 'administrator')
    expect((await refusalOf(other.desk.jobFiles.prepare(wantedOf(job)))).code).toBe('papers-of-another')
    const { fileId } = await desk.jobFiles.prepare(wantedOf(job))
    await desk.session.stepUp({ password })
    outside(test, (db) => db.prepare(`update accounts set role = 'auditor' where email like 'keiko%'`).run())
    expect((await refusalOf(desk.jobFiles.make({ fileId }))).code).toBe('not-allowed')
    expect(secrets()).toBe(3)
    outside(test, (db) => db.prepare(`update accounts set role = 'administrator' where email like 'keiko%'`).run())
    const nobody = { ...wantedOf(job), jobId: 'a'.repeat(26) }
    expect(await refusalOf(desk.jobFiles.prepare(nobody))).toEqual({ code: 'not-found', data: { what: 'job' } })
    outside(test, (db) => db.exec(`update jobs set phase = 'running'`))
    expect(await refusalOf(desk.jobFiles.prepare(wantedOf(job)))).toEqual({
      code: 'job-not-open',
      data: { phase: 'running' },
    })
    outside(test, (db) => db.exec(`update jobs set phase = 'done'`))
  })
})

describe('the passphrase', () => {
  const everywhere = (): string =>
    readdirSync(test.folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))
      .concat(JSON.stringify(test.logged))
      .join('\n')
      .toLowerCase()

  it('is nowhere afterwards: not in the store, its write-ahead log, the desk’s own log, nor its folders', async () => {
    const { passphrase, fileId } = await madeJobFile(desk, wantedOf(await newCodes()))
    expect(readdirSync(test.folder)).toContain('mfa-desk.sqlite-wal')
    const words = (passphrase ?? '').split('-')
    const inOrder = words.slice(0, -1).map((word, at) => new RegExp(`${word}.{0,3}${words[at + 1]}`))
    const search = (place: string) => inOrder.filter((two) => two.test(place)).length
    expect(search(everywhere())).toBe(0)
    expect(search(`x ${passphrase} x`)).toBe(5)
    expect(search(JSON.stringify([await desk.jobFiles.progress({ fileId }), rowsOf(test)]))).toBe(0)
    await test.restart()
    expect(search(everywhere())).toBe(0)
  })

  it('is mailed to one address in place of being shown, sealed until it is sent', async () => {
    const job = await newCodes()
    await makeAccount(desk, 'Ben Carter', 'ben@corp.example', 'operator')
    const { passphrase, fileId } = await madeJobFile(desk, wantedOf(job, { mailTo: 'Ben@corp.example' }))
    expect(passphrase).toBeNull()
    const letter = (await lettersOf(test)).find(({ to }) => to === 'ben@corp.example')
    expect(letter).toMatchObject({ kind: 'zip-passphrase', secret: true, expiresAt: '2026-04-03T09:00:00.000Z' })
    const said = letter?.facts.passphrase ?? ''
    expect((await unpackWith(await bytesOf(desk, fileId), said)).files.size).toBe(3)
    expect(everywhere()).not.toContain(said)
    const row = rowsOf(test).findLast(({ act }) => act === 'jobFiles.make')
    expect(JSON.parse(row?.detail ?? '')).toMatchObject({ mailedTo: 'ben@corp.example' })
  })

  it('is mailed to nobody unknown or disabled, and not for the window’s own zip', async () => {
    const job = await newCodes()
    const ben = await makeAccount(desk, 'Ben Carter', 'ben@corp.example')
    const refused = (more: Partial<Papers>) => refusalOf(desk.jobFiles.prepare(wantedOf(job, more)))
    expect(await refused({ mailTo: 'nobody@corp.example' })).toEqual({ code: 'not-found', data: { what: 'account' } })
    expect(await refused({ mailTo: 'ben@corp.example', way: 'unpacked' })).toMatchObject({ code: 'input-invalid' })
    const { fileId } = await desk.jobFiles.prepare(wantedOf(job, { mailTo: 'ben@corp.example' }))
    await desk.accounts.disable({ id: ben, reason: 'left' })
    await desk.session.stepUp({ password })
    expect((await refusalOf(desk.jobFiles.make({ fileId }))).code).toBe('account-disabled')
    expect(secrets()).toBe(3)
  })
})

describe('sheets and slips', () => {
  const unpacked = async (wanted: Papers) => {
    const { fileId, passphrase } = await madeJobFile(desk, wanted)
    return (await unpackWith(await bytesOf(desk, fileId), passphrase ?? '')).files
  }

  it('of new keys are text to be read, in the language of whoever takes them, and as facts for the window', async () => {
    await givePassword(test, ...people)
    const job = await done({ kind: 'reissue', way: 'sheet' })
    const files = await unpacked(wantedOf(job, { language: 'ja' }))
    const [name, sheet] = [...files][1] ?? []
    expect(name).toBe('WhaTap-enrolment-sheet-person1@corp.example.txt')
    expect(sheet?.toString()).toMatch(/^OTPキー\r\n/)
    expect(sheet?.toString()).toContain('名前: 田中 太郎\r\n')
    const again = await done({ kind: 'reissue', way: 'sheet' })
    const facts = [...(await unpacked(wantedOf(again, { way: 'unpacked' })))]
    expect(facts.map(([one]) => one)).toContain('WhaTap-enrolment-sheet-person1@corp.example.json')
    const [, first] = facts[0] ?? []
    const { secret, ...shown } = JSON.parse(first?.toString() ?? '') as Record<string, string>
    expect(shown).toEqual({
      ...{ kind: 'enrolment-sheet', issuer: 'WhaTap', accountName: 'person0@corp.example', personName: 'Haruka Sato' },
      ...{
        uri: expect.stringContaining(`secret=${secret}`) as string,
        algorithm: 'SHA-1',
        digits: 6,
        periodSeconds: 30,
      },
    })
    const { pendingKey } = await desk.accounts.show({ id: people[0] ?? '' })
    const token = totp({ secret: secret ?? '', nowMs: test.time })
    await desk.otp.verify({ accountId: people[0] ?? '', keyId: pendingKey?.id ?? '', token })
  })

  it('of passwords open the account they are for', async () => {
    const job = await done({ kind: 'issue-password', way: 'slip' })
    const facts = [...(await unpacked(wantedOf(job, { way: 'unpacked' }))).values()]
    const slips = facts.map((one) => JSON.parse(one.toString()) as Record<string, string>)
    for (const slip of slips) {
      expect(Object.keys(slip).sort()).toEqual(['accountName', 'expiresAt', 'issuer', 'kind', 'password', 'personName'])
      const theirs = test.at(test.seat())
      const { accountName: email = '', password: given = '' } = slip
      await theirs.session.signIn({ email, password: given })
      expect((await theirs.session.state()).me?.email).toBe(email)
    }
    const text = [
      ...(await unpacked(wantedOf(await done({ kind: 'issue-password', way: 'slip' }), { language: 'ko' }))).values(),
    ]
    expect(text[2]?.toString()).toContain('이름: 김민준\r\n')
  })
})
