/** Papers of a job, taken once: as a zip under a passphrase, and what was sealed of them is destroyed with the row that says so. */
import type { JobFileWanted } from '../../src-preload/contract/job-files'
import { toInstant } from '../clock'
import { fileNamePart } from '../engine/file-name'
import { foldKey } from '../engine/fold'
import { makePassphrase } from '../engine/passphrase'
import { fault } from '../fault'
import { writeLockedZip } from '../papers/locked-zip'
import type { AccountRow } from '../store/accounts'
import type { JobOfStore } from '../store/jobs'
import type { ReadTables, WriteTables } from './act'
import { actorOf, type Call } from './call'
import { pause } from './import-reading'
import { demandMay, foundJob } from './jobs/found'
import { openPaper, type Paper } from './jobs/paper'
import { writeSecret } from './letters'
import type { Maker } from './made-file-handlers'
import { paperFiles } from './paper-files'
import { instantWriter } from './report-instants'
import { issuerOf } from './settings'

type PapersWanted = Extract<JobFileWanted, { of: 'papers' }>
type Tables = Pick<ReadTables, 'jobs' | 'jobRows' | 'accounts'>

/** Opened at once; destroyed at once, too: some milliseconds each. */
const papersEach = 100

/** Whoever can read that mailbox by then has had three days to come for the file. */
const passphraseHours = 72
const hourMs = 60 * 60_000

/** What a taking leaves for its commit and its reply. */
export interface Taken {
  readonly wanted: PapersWanted
  readonly papers: number
  readonly passphrase: string
}

/** @throws papers-of-another; not-allowed where the right was lost; job-not-open while it runs; no-papers */
export async function papersOf(
  tables: Tables,
  call: Call,
  { jobId }: PapersWanted,
): Promise<{ job: JobOfStore; papers: number }> {
  const job = await foundJob(tables, jobId)
  if (job.made_by !== actorOf(call).id) throw fault('papers-of-another')
  await demandMay(tables, call, job, job.include_no_way_in === 1)
  if (job.phase === 'running') throw fault('job-not-open', { phase: job.phase })
  const papers = await tables.jobRows.sealed(jobId, 'secret')
  if (papers === 0) throw fault('no-papers')
  return { job, papers }
}

/** Who the passphrase is mailed to: the file itself is not. @throws not-found; account-disabled; input-invalid for the window's own zip */
export async function mailedTo(
  tables: Pick<ReadTables, 'accounts'>,
  { way, mailTo }: PapersWanted,
): Promise<AccountRow | null> {
  if (mailTo === null) return null
  if (way === 'unpacked') throw fault('input-invalid', { field: 'mailTo' })
  const account = await tables.accounts.findByEmailKey(foldKey(mailTo))
  if (!account) throw fault('not-found', { what: 'account' })
  if (account.enabled !== 1) throw fault('account-disabled')
  return account
}

const kinds: Readonly<Partial<Record<string, string>>> = {
  'renew-codes': 'recovery-codes',
  reissue: 'enrolment-sheets',
  'issue-password': 'passwords',
}

/** @returns `WhaTap-recovery-codes-job-12.zip` */
export async function papersName(tables: Pick<ReadTables, 'settings'>, { no, kind }: JobOfStore): Promise<string> {
  return `${fileNamePart(await issuerOf(tables), 'MFA Desk')}-${kinds[kind] ?? 'papers'}-job-${no}.zip`
}

/** One slice is open at a time. */
async function* opened(
  { house }: Call,
  jobId: string,
  reached: (papers: number) => Promise<void>,
): AsyncGenerator<Paper> {
  let count = 0
  for (let after = -1; ;) {
    const rows = await house.store.read((tables) => tables.jobRows.listSealed(jobId, 'secret', after, papersEach))
    for (const { place, secret } of rows) {
      if (secret !== null) yield openPaper(house.keyring, jobId, place, secret)
      count += 1
      after = place
    }
    await reached(count)
    if (rows.length < papersEach) return
  }
}

async function* filesOf(papers: AsyncIterable<Paper>, write: ReturnType<typeof paperFiles>) {
  for await (const paper of papers) yield write(paper)
}

async function destroyAll(tables: WriteTables, jobId: string): Promise<number> {
  for (let destroyed = 0; ; await pause()) {
    const some = await tables.jobRows.destroySealed(jobId, 'secret', papersEach)
    destroyed += some
    if (some < papersEach) return destroyed
  }
}

/** How `jobFiles.make` takes papers. */
export const paperMaker: Maker<PapersWanted, Taken> = {
  build: async (call, wanted, writer) => {
    const { jobId, language, way } = wanted
    const { house } = call
    const { job, reader } = await house.store.read(async (tables) => ({
      reader: await mailedTo(tables, wanted),
      ...(await papersOf(tables, call, wanted)),
    }))
    const passphrase = makePassphrase(house.random)
    const asFile = paperFiles({ language, asFacts: way === 'unpacked', write: instantWriter(house.timeZone) })
    const papers = await writeLockedZip({
      files: filesOf(
        opened(call, jobId, (count) => writer.reached(count)),
        asFile,
      ),
      passphrase,
      at: call.at,
      write: (bytes) => writer.write(bytes),
    })
    const detail = {
      report: 'papers',
      job: job.no,
      jobAct: job.kind,
      way,
      papers,
      ...(reader && { mailedTo: reader.email }),
    }
    return { detail, kept: { wanted, papers, passphrase } }
  },
  // Of two who take them, or one who takes them as their time runs out, exactly one finds all that is in the zip.
  settle: async (tables, call, { wanted, papers, passphrase }) => {
    await papersOf(tables, call, wanted)
    const reader = await mailedTo(tables, wanted)
    if ((await destroyAll(tables, wanted.jobId)) !== papers) throw fault('changed-meanwhile')
    if (reader === null) return
    const expiresAt = toInstant(call.now + passphraseHours * hourMs)
    await writeSecret(tables, call, reader, 'zip-passphrase', { to: reader.email, passphrase, expiresAt })
  },
}
