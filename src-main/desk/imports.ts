/** Accounts from a CSV or JSON Lines file: open, map, check, write, and take the refused lines away. */
import type { ImportField, ImportLine, LineProblem } from '../../src-preload/contract/imports'
import type { ImportValues } from '../engine/account-import-line'
import { fileNamePart } from '../engine/file-name'
import { Fault, fault } from '../fault'
import { makeId } from '../random'
import { act, look } from './act'
import { actorOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { runCheck } from './import-check'
import { keepPlan, leaversReply } from './import-leavers'
import { importMappingHandlers } from './import-mappings'
import { ImportSlot, progressOf, unchecked, type ImportJob } from './import-job'
import { hashFile, readingReply, readWholeFile } from './import-reading'
import { makeRefusedFile } from './import-refused'
import { emptyTrace, weightyDetail } from './import-trace'
import { writeImport } from './import-write'
import { planIds } from './jobs/plan'

const importResults = ['new', 'changed', 'same', 'refused'] as const

/** @returns the handlers of the group `imports`, with the one place an import has at this desk. */
export const importsHandlers = (desk: GuardedDesk, { store, log }: House) => {
  // Not waited for: the queue of writes lets it go before whatever a newer import stages.
  const slot = new ImportSlot(() => {
    store
      .write((tables) => tables.importLines.clear())
      .catch((error: unknown) =>
        log.error({ error: String(error) }, 'the lines of a dropped import could not be cleared'),
      )
  })
  const jobOf = (call: Call, importId: string): ImportJob => slot.find(importId, actorOf(call).id, call.now)

  return {
    open: desk.imports.open.handler(async ({ input: { file, ...wished }, context: { call } }) => {
      const ownerId = actorOf(call).id
      slot.demandFree(ownerId, call.now)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const reading = await readWholeFile(bytes, wished)
      const sha256 = await hashFile(bytes)
      // Somebody may have come first while this file was read.
      slot.demandFree(ownerId, call.house.clock())
      const job: ImportJob = {
        id: makeId(call.house.random),
        ownerId,
        fileName: fileNamePart(file.name, 'accounts.csv'),
        bytes,
        sha256,
        reading,
        mapping: null,
        phase: 'mapping',
        ...unchecked(),
        jobId: null,
        fault: null,
        run: 0,
        writing: null,
        refusedFile: null,
        seenAt: call.house.clock(),
      }
      slot.put(job, call.house.clock)
      return { importId: job.id, fileName: job.fileName, ...readingReply(reading) }
    }),

    reread: desk.imports.reread.handler(async ({ input: { importId, ...wished }, context: { call } }) => {
      const job = jobOf(call, importId)
      demandOpen(job)
      const reading = await readWholeFile(job.bytes, wished)
      demandOpen(job)
      job.run += 1
      Object.assign(job, { reading, mapping: null, phase: 'mapping', ...unchecked() })
      return readingReply(reading)
    }),

    check: desk.imports.check.handler(async ({ input: { importId, ...mapping }, context: { call } }) => {
      const job = jobOf(call, importId)
      demandOpen(job)
      demandMapping(job, mapping)
      void runCheck(call, job, mapping).catch((error: unknown) => {
        job.phase = 'failed'
        job.fault = error instanceof Fault ? error.code : 'internal'
        if (!(error instanceof Fault))
          call.house.log.error({ operation: call.operation, error: String(error) }, 'a check failed')
      })
      return progressOf(job)
    }),

    progress: desk.imports.progress.handler(async ({ input, context: { call } }) =>
      progressOf(jobOf(call, input.importId)),
    ),

    lines: desk.imports.lines.handler(
      look(async (tables, call, { importId, only, from, limit }) => {
        const job = jobOf(call, importId)
        if (job.phase !== 'ready' && job.phase !== 'checking') throw fault('import-not-ready')
        const refused = job.refused[from]
        if (only === 'refused' && !refused) return { lines: [] }
        const { lines: staged } =
          refused && only === 'refused'
            ? await tables.importLines.list('refused', refused.line - 1, limit)
            : await tables.importLines.slice(importResults, from, limit)
        return { lines: staged.map(lineReply) }
      }),
    ),

    leavers: desk.imports.leavers.handler(
      look(async (tables, call, { importId, from, limit }) => {
        const { leavers } = jobOf(call, importId)
        const ids = leavers.slice(from, from + limit)
        return { leavers: await leaversReply(tables, ids), more: from + limit < leavers.length }
      }),
    ),

    planLeavers: desk.imports.planLeavers.handler(
      act({
        judge: async (call, { importId }) => {
          const { leavers, phase } = jobOf(call, importId)
          if (leavers.length === 0 || (phase !== 'ready' && phase !== 'done')) throw fault('import-not-ready')
          return planIds(call, { kind: 'disable' }, leavers)
        },
        settle: async (tables, call, _input, planned) => keepPlan(tables, call, planned),
      }),
    ),

    ...importMappingHandlers(desk),

    apply: desk.imports.apply.handler(async (handed) => {
      const { call } = handed.context
      const job = jobOf(call, handed.input.importId)
      if (job.phase !== 'ready' || isEmptyHanded(job)) throw fault('import-not-ready')
      return writing(job, () => applyAct(job)(handed))
    }),

    cancel: desk.imports.cancel.handler(
      act({
        // Before any transaction: the one that writes the import holds the store until it ends.
        judge: async (call, { importId }) => {
          const job = jobOf(call, importId)
          demandUndone(job)
          job.run += 1
          await job.writing?.catch(() => {})
          // It was committed first, be it after the writing last asked: what is there cannot be given up any more.
          demandUndone(job)
          return job
        },
        settle: async (tables, _call, _input, job) => {
          await tables.importLines.clear()
          const { fileName, sha256 } = job
          return {
            reply: {},
            row: { detail: { fileName, sha256 } },
            afterwards: () => {
              job.phase = 'cancelled'
              slot.drop()
            },
          }
        },
      }),
    ),

    refused: desk.imports.refused.handler(
      act({
        judge: async (call, { importId }) => {
          const job = jobOf(call, importId)
          const { fileName, refused, refusedFile, phase } = job
          if (!refusedFile && (phase !== 'ready' || refused.length === 0)) throw fault('import-not-ready')
          return { fileName, lines: refused.length, file: await (refusedFile ?? makeRefusedFile(job)) }
        },
        settle: async (_tables, _call, _input, { file, ...detail }) => ({ reply: { file }, row: { detail } }),
      }),
    ),
  }
}

const isEmptyHanded = ({ counts }: ImportJob): boolean => counts.new + counts.changed === 0

/** The one transaction of an import, with its one audit row; it is done as soon as that is committed. */
const applyAct = (job: ImportJob) =>
  act<{ importId: string }, undefined>({
    settle: async (tables, call) => {
      const left = emptyTrace()
      const { refused, kept } = await writeImport(tables, call, job, left)
      const { fileName, sha256, counts } = job
      const ofJob = kept === null ? {} : { job: kept.no }
      return {
        reply: undefined,
        row: { detail: { fileName, sha256, ...counts, ...weightyDetail(left), ...ofJob }, about: left.accounts },
        afterwards: () => {
          job.refused = refused
          job.jobId = kept?.id ?? null
          job.phase = 'done'
          void keepRefused(job)
        },
      }
    },
  })

/** Makes the file of refused lines out of a file that is then dropped. Where it fails, whoever asks for it is told. */
async function keepRefused(job: ImportJob): Promise<void> {
  try {
    if (job.refused.length === 0) return
    job.refusedFile = makeRefusedFile(job)
    await job.refusedFile
  } catch {
    // Told to whoever waits for the file.
  } finally {
    job.bytes = new Uint8Array()
  }
}

/** Claims the import before the transaction, and gives it back as it was where nothing was written. */
async function writing(job: ImportJob, write: () => Promise<undefined>) {
  const { counts, done, run } = job
  job.phase = 'writing'
  job.writing = write()
  try {
    await job.writing
  } catch (error) {
    job.phase = job.run === run ? 'ready' : 'cancelled'
    Object.assign(job, { counts, done })
    throw error
  } finally {
    job.writing = null
  }
  return progressOf(job)
}

/** @throws import-done once it is committed: nothing takes it back, and a cancel that came too late says so. */
function demandUndone({ phase }: ImportJob): void {
  if (phase === 'done') throw fault('import-done')
}

function demandOpen({ phase }: ImportJob): void {
  if (phase === 'writing' || phase === 'done' || phase === 'cancelled') throw fault('import-not-ready')
}

function demandMapping(
  job: ImportJob,
  { columns, matchBy }: { columns: readonly (ImportField | null)[]; matchBy: ImportField },
): void {
  if (columns.length !== job.reading.headers.length) throw fault('input-invalid', { field: 'columns' })
  const mapped = columns.filter((field) => field !== null)
  if (new Set(mapped).size !== mapped.length) throw fault('import-unreadable', { problem: 'column-twice', line: null })
  if (!mapped.includes(matchBy)) throw fault('import-unreadable', { problem: 'no-match-column', line: null })
}

interface StagedLine {
  readonly line: number
  readonly place: number
  readonly result: ImportLine['result']
  readonly problem: string | null
  readonly problem_field: string | null
  readonly problem_line: number | null
  readonly fields: string
  readonly changes: string
}

function lineReply(staged: StagedLine): ImportLine {
  const values = JSON.parse(staged.fields) as ImportValues
  return {
    line: staged.line,
    place: staged.place,
    result: staged.result,
    email: values.email ?? values['user-name'] ?? '',
    name: values.name ?? '',
    department: values.department ?? '',
    role: values.role ?? '',
    problem: staged.problem as LineProblem | null,
    problemField: staged.problem_field as ImportField | null,
    problemLine: staged.problem_line,
    changes: staged.changes === '' ? [] : (JSON.parse(staged.changes) as ImportLine['changes']),
  }
}
