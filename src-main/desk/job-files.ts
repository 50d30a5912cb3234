/** Files of a job: its dry run and its results for whoever may see it, and its papers for whoever made it. */
import type { JobFileWanted, JobTableOf } from '../../src-preload/contract/job-files'
import { fileNamePart } from '../engine/file-name'
import type { ReadTables } from './act'
import { actorOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { mailedTo, paperMaker, papersName, papersOf, type Taken } from './job-papers'
import { jobTable } from './job-tables'
import { foundJob } from './jobs/found'
import { countsOf } from './jobs/needs'
import { heldFileHandlers, makeHandler, type Maker } from './made-file-handlers'
import { writeCsv, writeJsonLines } from './report-table'

const group = 'jobFiles'
const types = { csv: 'text/csv', jsonl: 'application/jsonl' } as const
const writers = { csv: writeCsv, jsonl: writeJsonLines } as const

/** What `prepare` answers with, and what the file is called. @throws what stands in the way of it already */
async function prepared(tables: ReadTables, call: Call, wanted: JobFileWanted) {
  if (wanted.of !== 'papers') {
    const job = await foundJob(tables, wanted.jobId)
    const name = fileNamePart(`mfa-job-${job.no}-${wanted.of}.${wanted.format}`, 'job')
    return { name, type: types[wanted.format], total: countsOf(job).selected }
  }
  const { job, papers } = await papersOf(tables, call, wanted)
  await mailedTo(tables, wanted)
  return { name: await papersName(tables, job), type: 'application/zip', total: papers }
}

async function writeTable(call: Call, wanted: JobTableOf, writer: Parameters<Maker<never, never>['build']>[2]) {
  const job = await call.house.store.read((tables) => foundJob(tables, wanted.jobId))
  const rows = await writers[wanted.format](await jobTable(call, job, wanted), writer)
  return { report: wanted.of, job: job.no, jobAct: job.kind, format: wanted.format, rows }
}

const maker: Maker<JobFileWanted, Taken | null> = {
  build: async (call, wanted, writer) =>
    wanted.of === 'papers'
      ? paperMaker.build(call, wanted, writer)
      : { detail: await writeTable(call, wanted, writer), kept: null },
  settle: async (tables, call, taken) => {
    if (taken !== null) await paperMaker.settle?.(tables, call, taken)
  },
}

/** Six words, for whoever took the papers: not where they were mailed, and not for a table. */
const shownOf = (taken: Taken | null): string | null =>
  taken === null || taken.wanted.mailTo !== null ? null : taken.passphrase

/** @returns the handlers of the group `jobFiles`. */
export function jobFilesHandlers(desk: GuardedDesk, { madeFiles }: House) {
  const make = makeHandler(group, madeFiles, maker)
  const { progress, cancel, part } = heldFileHandlers(group, madeFiles)
  return {
    prepare: desk.jobFiles.prepare.handler(async ({ input, context: { call } }) => {
      const file = await call.house.store.read((tables) => prepared(tables, call, input))
      const wanted = { kind: group, ownerId: actorOf(call).id, ...file, plan: input }
      return { fileId: await madeFiles.prepare(wanted), total: file.total }
    }),
    make: desk.jobFiles.make.handler(async (handed) => {
      const { progress: made, kept } = await make(handed)
      return { ...made, passphrase: shownOf(kept) }
    }),
    progress: desk.jobFiles.progress.handler(progress),
    cancel: desk.jobFiles.cancel.handler(cancel),
    part: desk.jobFiles.part.handler(part),
  }
}
