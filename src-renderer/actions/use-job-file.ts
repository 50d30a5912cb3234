/** The dry run or the results of a job as a file: the desk makes it, this saves it. */
import { computed, shallowRef } from 'vue'
import type { JobFileWanted } from '../../src-preload/contract/job-files'
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import { desk } from '../bridge/desk'
import { language } from '../stores/language'
import { saveFile } from './save-file'
import { useMadeFile } from './use-made-file'

export type TableOfJob = Exclude<JobFileWanted['of'], 'papers'>

export function useJobFile() {
  const maker = useMadeFile(desk.jobFiles)
  /** What is offered; null while the dialog is closed. */
  const offered = shallowRef<readonly TableOfJob[] | null>(null)
  const made = shallowRef<MadeFileProgress | null>(null)

  function ask(tables: readonly TableOfJob[]): void {
    offered.value = tables
    made.value = null
    maker.fault.value = null
  }
  async function make(jobId: string, of: TableOfJob, format: 'csv' | 'jsonl'): Promise<void> {
    const taken = await maker.take(() => desk.jobFiles.prepare({ of, jobId, format, language: language.value }))
    if (!taken) return
    saveFile(taken.file)
    made.value = taken.made
  }
  async function close(): Promise<void> {
    offered.value = null
    await maker.cancel()
  }

  /** What the dialog is shown with. */
  const dialog = computed(() => ({
    offered: offered.value,
    busy: maker.busy.value,
    progress: maker.progress.value,
    taken: maker.taken.value,
    fault: maker.fault.value,
    made: made.value,
  }))
  return { dialog, ask, make, close, cancel: maker.cancel }
}
