/** The import on its way in this window: its file, how its columns are taken, and how far the desk is with it. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  Encoding,
  ImportField,
  ImportMapping,
  ImportProgress,
  Separator,
} from '../../src-preload/contract/imports'
import { desk } from '../bridge/desk'

type Opened = Awaited<ReturnType<typeof desk.imports.open>>
type MatchBy = Opened['matchBy']

export interface Wished {
  readonly encoding: Encoding | null
  readonly separator: Separator | null
}

const pollMs = 250

export const useAccountImport = defineStore('account-import', () => {
  /** Account it belongs to; somebody else who signs in here begins anew. */
  const ownerId = ref<string | null>(null)
  const opened = shallowRef<Opened | null>(null)
  /** Encoding and separator were chosen, not found out. */
  const chosen = ref(false)
  const columns = ref<(ImportField | null)[]>([])
  const matchBy = ref<MatchBy>('email')
  const update = ref(true)
  /** The kept mapping the columns are taken by; null where they are as guessed, or chosen by hand. */
  const applied = shallowRef<ImportMapping | null>(null)
  const progress = shallowRef<ImportProgress | null>(null)
  const used = computed(() => columns.value.filter((field) => field !== null).length)

  function take(reading: Omit<Opened, 'importId' | 'fileName'>, file: Pick<Opened, 'importId' | 'fileName'>): void {
    opened.value = { ...reading, importId: file.importId, fileName: file.fileName }
    columns.value = reading.columns.map(({ guess }) => guess)
    matchBy.value = reading.matchBy
    applied.value = null
    progress.value = null
  }

  /** Hands the file to the desk, which reads it once from end to end. */
  async function open(file: File, wished: Wished, owner: string | null): Promise<void> {
    const { encoding, separator } = wished
    const reply = await desk.imports.open({ file, ...(encoding && { encoding }), ...(separator && { separator }) })
    ownerId.value = owner
    chosen.value = encoding !== null && separator !== null
    take(reply, reply)
  }

  async function reread(encoding: Encoding, separator: Separator): Promise<void> {
    const file = opened.value
    if (!file) return
    take(await desk.imports.reread({ importId: file.importId, encoding, separator }), file)
    chosen.value = true
  }

  /** Begins the check of all lines with the columns as they are chosen now. */
  async function check(): Promise<void> {
    if (!opened.value) return
    const { importId } = opened.value
    const asked = { importId, columns: [...columns.value], matchBy: matchBy.value, update: update.value }
    progress.value = await desk.imports.check(asked)
    void follow(importId)
  }

  let applying = false

  /** Writes; the answer comes when all is written, and the progress is followed meanwhile. */
  async function apply(): Promise<void> {
    if (!opened.value) return
    const { importId } = opened.value
    applying = true
    void follow(importId)
    try {
      progress.value = await desk.imports.apply({ importId })
    } finally {
      applying = false
    }
  }

  async function cancel(): Promise<void> {
    // What is being given up is not asked after any more; if it was done already, apply says so itself.
    following = ''
    if (opened.value) await desk.imports.cancel({ importId: opened.value.importId })
  }

  /** Asks once how far it is. */
  async function look(): Promise<void> {
    if (opened.value) progress.value = await desk.imports.progress({ importId: opened.value.importId })
  }

  let following = ''
  const isRunning = () => progress.value?.phase === 'checking' || progress.value?.phase === 'writing'

  /** Asks how far it is until it rests; goes on when the page is left. */
  async function follow(importId: string): Promise<void> {
    if (following === importId) return
    following = importId
    try {
      do {
        await new Promise((resolve) => setTimeout(resolve, pollMs))
        if (opened.value?.importId !== importId || following !== importId) return
        const before = progress.value
        const latest = await desk.imports.progress({ importId })
        // An answer of check or apply that came meanwhile is newer than this one.
        if (opened.value?.importId === importId && progress.value === before) progress.value = latest
      } while (applying || isRunning())
    } catch {
      // Whoever waits for the check or the writing is told by its own call; a lost import is found at the next act.
    } finally {
      if (following === importId) following = ''
    }
  }

  function forget(): void {
    opened.value = null
    progress.value = null
    columns.value = []
    applied.value = null
    chosen.value = false
    update.value = true
  }

  return {
    ownerId,
    opened,
    chosen,
    columns,
    matchBy,
    update,
    applied,
    progress,
    used,
    open,
    reread,
    check,
    apply,
    cancel,
    look,
    forget,
  }
})
