/** Having the desk make a file and taking it away: the password, how far it is, cancel, its parts put together. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import { faultOf, type Fault } from '../bridge/fault'
import { withStepUp } from './use-step-up'

/** The operations of a group of the contract that makes files. */
export interface FileMaker {
  make(ask: { fileId: string }): Promise<MadeFileProgress>
  progress(ask: { fileId: string }): Promise<MadeFileProgress>
  cancel(ask: { fileId: string }): Promise<object>
  part(ask: { fileId: string; from: number }): Promise<{ part: File; more: boolean }>
}

/** Milliseconds between two looks at how far it is. */
const lookEvery = 300

/** One file at a time. `take` answers the file as the desk hashed it; saving it is for whoever asked. */
export function useMadeFile(maker: FileMaker) {
  const busy = ref(false)
  /** Null before the first look. */
  const progress = shallowRef<MadeFileProgress | null>(null)
  /** Bytes that have crossed; 0 while it is made. */
  const taken = ref(0)
  const fault = shallowRef<Fault | null>(null)
  let fileId: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(id: string): Promise<void> {
    const seen = await maker.progress({ fileId: id }).catch(() => null)
    if (id !== fileId || progress.value?.phase === 'made') return
    if (seen) progress.value = seen
    timer = setTimeout(() => void look(id), lookEvery)
  }

  /** @throws where a part is missing */
  async function parts(id: string, { name, type, bytes }: MadeFileProgress): Promise<File> {
    const found: File[] = []
    for (let more = true; more;) {
      const reply = await maker.part({ fileId: id, from: taken.value })
      // Cancelled while it crossed.
      if (id !== fileId) throw new Error('the file was given up')
      found.push(reply.part)
      taken.value += reply.part.size
      more = reply.more
    }
    if (taken.value !== bytes) throw new Error('a part of the file is missing')
    return new File(found, name, { type })
  }

  /**
   * @param prepare - asks the desk for it and answers its id
   * @returns the file and what the desk says of it; null where it was cancelled or refused: then `fault` says why
   */
  async function take(
    prepare: () => Promise<{ fileId: string; total: number }>,
  ): Promise<{ file: File; made: MadeFileProgress } | null> {
    if (busy.value) return null
    busy.value = true
    fault.value = null
    progress.value = null
    taken.value = 0
    let id: string | null = null
    try {
      id = (await prepare()).fileId
      const mine = (fileId = id)
      void look(mine)
      const made = await withStepUp(() => maker.make({ fileId: mine }))
      progress.value = made
      clearTimeout(timer)
      return { file: await parts(mine, made), made }
    } catch (error) {
      // Whoever cancelled knows.
      const was = faultOf(error)
      if (id === null || id === fileId)
        fault.value = was.code === 'cancelled' || was.code === 'file-cancelled' ? null : was
      return null
    } finally {
      if (id !== null && id === fileId) await letGo()
      busy.value = false
    }
  }

  /** The desk need not keep it any longer. */
  async function letGo(): Promise<void> {
    clearTimeout(timer)
    const id = fileId
    fileId = null
    if (id !== null) await maker.cancel({ fileId: id }).catch(() => undefined)
  }

  onScopeDispose(() => void letGo())

  return { busy, progress, taken, fault, take, cancel: letGo }
}
