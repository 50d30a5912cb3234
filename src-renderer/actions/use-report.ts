/** Exporting what is on the screen: the desk makes the file, this saves it or hands its lines over for paper. */
import { computed, shallowRef } from 'vue'
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import type { ReportFormat, ReportHead, ReportOf } from '../../src-preload/contract/reports'
import { desk } from '../bridge/desk'
import { language } from '../stores/language'
import { saveFile } from './save-file'
import { useMadeFile } from './use-made-file'

/** A report as it goes on paper: its head, and each row as texts. */
export interface PaperReport {
  readonly head: ReportHead
  readonly rows: readonly (readonly string[])[]
}

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)

export function useReport() {
  const maker = useMadeFile(desk.reports)
  /** What is offered for export; null while the dialog is closed. */
  const offered = shallowRef<readonly ReportOf[] | null>(null)
  const made = shallowRef<MadeFileProgress | null>(null)
  const paper = shallowRef<PaperReport | null>(null)

  function ask(reports: readonly ReportOf[]): void {
    offered.value = reports
    made.value = null
    paper.value = null
    maker.fault.value = null
  }

  async function make(what: ReportOf, format: ReportFormat): Promise<void> {
    made.value = null
    paper.value = null
    const taken = await maker.take(() => desk.reports.prepare({ format, language: language.value, what }))
    if (!taken) return
    if (format === 'print') {
      const [head, ...found] = lines(await taken.file.text())
      paper.value = { head: head as ReportHead, rows: found as string[][] }
    } else saveFile(taken.file)
    made.value = taken.made
  }

  async function close(): Promise<void> {
    offered.value = null
    paper.value = null
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
    paper: paper.value,
  }))
  return { dialog, ask, make, close, cancel: maker.cancel }
}
