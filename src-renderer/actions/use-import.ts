/** What an operator does on the import page: open a file, say its columns, preview, import, take the refused lines away. */
import { storeToRefs } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Encoding, Separator } from '../../src-preload/contract/imports'
import { desk } from '../bridge/desk'
import { faultOf, type Fault } from '../bridge/fault'
import { useAccountImport, type Wished } from '../stores/account-import'
import { useImportLines } from '../stores/import-lines'
import { useSession } from '../stores/session'
import { saveFile } from './save-file'
import { useImportMappings } from './use-import-mappings'
import { withStepUp } from './use-step-up'

/** As the contract has it; the door refuses more without reading it. */
const mostBytes = 64 * 1024 * 1024

export function useImport() {
  const store = useAccountImport()
  const lines = useImportLines()
  const session = useSession()
  const mappings = useImportMappings()
  const { opened, progress } = storeToRefs(store)
  const fault = shallowRef<Fault | null>(null)
  const busy = ref(false)
  /** What became of the last import, said where a new file is chosen. */
  const cancelled = ref(false)
  /** The file of the last try, so that another encoding can be tried without choosing it again. */
  const tried = shallowRef<File | null>(null)

  if (store.ownerId !== null && store.ownerId !== session.me?.id) store.forget()
  if (opened.value) void mappings.load()

  const step = computed(() => {
    if (!opened.value) return 'file'
    const phase = progress.value?.phase
    if (phase === 'writing' || phase === 'done') return 'import'
    return phase === 'ready' || phase === 'checking' ? 'preview' : 'columns'
  })

  // Where the check itself failed the columns are asked again, with the reason.
  watch(progress, (now) => {
    if (now?.phase === 'failed') fault.value = { code: now.fault ?? 'internal', data: { number: '' } } as Fault
    if (now?.phase === 'checking') lines.forget()
  })

  async function attempt(call: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      await call()
    } catch (error) {
      fault.value = faultOf(error)
    } finally {
      busy.value = false
    }
  }

  const openFile = (file: File, wished: Wished): Promise<void> =>
    attempt(async () => {
      cancelled.value = false
      tried.value = file
      if (file.size > mostBytes) {
        fault.value = { code: 'too-large', data: { limitBytes: mostBytes } }
        return
      }
      await store.open(file, wished, session.me?.id ?? null)
      tried.value = null
      await mappings.begin()
    })

  const reread = (encoding: Encoding, separator: Separator): Promise<void> =>
    attempt(async () => {
      await store.reread(encoding, separator)
      await mappings.begin()
    })

  const preview = (): Promise<void> => attempt(() => store.check())

  /** After another column, match or update was chosen: a preview on the screen must not outlive what it shows. */
  async function rechecked(): Promise<void> {
    if (step.value === 'preview') await preview()
  }

  const write = (): Promise<void> =>
    attempt(async () => {
      try {
        await withStepUp(() => store.apply())
      } catch (error) {
        if (faultOf(error).code !== 'import-cancelled') throw error
        leave()
        cancelled.value = true
      }
    })

  /** Not through `attempt`: it must be heard while the writing call is still waited for. */
  async function cancel(): Promise<void> {
    const wasWriting = progress.value?.phase === 'writing'
    try {
      await store.cancel()
      // The call that writes says so itself.
      if (!wasWriting) leave()
    } catch (error) {
      const found = faultOf(error)
      if (found.code === 'not-found') return leave()
      // It came too late: the page shows what the import came to, and says that it stands.
      if (found.code === 'import-done') await store.look().catch(() => undefined)
      fault.value = found
    }
  }

  const saveRefused = (): Promise<void> =>
    attempt(async () => {
      if (!opened.value) return
      const { file } = await desk.imports.refused({ importId: opened.value.importId })
      saveFile(file)
    })

  /** Back to the choice of a file; what the desk still holds gives way to the next one. */
  function leave(): void {
    store.forget()
    lines.forget()
    fault.value = null
    cancelled.value = false
  }

  return {
    store,
    lines,
    mappings,
    step,
    fault,
    busy,
    cancelled,
    tried,
    openFile,
    reread,
    preview,
    rechecked,
    write,
    cancel,
    saveRefused,
    leave,
  }
}
