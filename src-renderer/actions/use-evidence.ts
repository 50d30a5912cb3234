/** Making an evidence pack: which rows, the desk makes it, this saves it; then what to tell whoever gets it. */
import { computed, ref, shallowRef } from 'vue'
import type { PackRange } from '../../src-preload/contract/evidence'
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import { desk } from '../bridge/desk'
import { language } from '../stores/language'
import { useLogState } from '../stores/log-state'
import { useSession } from '../stores/session'
import { saveFile } from './save-file'
import { useMadeFile } from './use-made-file'

export function useEvidence() {
  const session = useSession()
  const log = useLogState()
  const maker = useMadeFile(desk.evidence)
  const open = ref(false)
  const made = shallowRef<MadeFileProgress | null>(null)
  /** Of the key that signed it. */
  const fingerprint = ref('')
  /** First and last row of the log. */
  const ends = computed(() => ({ first: log.state?.first ?? 0, last: log.state?.last ?? 0 }))
  const may = computed(() => session.can('evidence.export'))

  function ask(): void {
    open.value = true
    made.value = null
    fingerprint.value = ''
    maker.fault.value = null
  }

  async function make(range: PackRange, reason: string): Promise<void> {
    made.value = null
    const taken = await maker.take(() => desk.evidence.prepare({ range, reason, language: language.value }))
    if (!taken) return
    saveFile(taken.file)
    fingerprint.value = (await desk.audit.retention({}).catch(() => null))?.fingerprint ?? ''
    made.value = taken.made
    await log.load()
  }

  async function close(): Promise<void> {
    open.value = false
    await maker.cancel()
  }

  return { ...maker, may, open, made, fingerprint, ends, ask, make, close }
}
