/** Having the desk make a file and taking it away: the password, how far it is, cancel, its parts put together. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { MadeFileProgress } from '../../src-preload/contract/made-files'
import { faultOf, type Fault } from '../bridge/fault'
import { withStepUp } from './use-step-up'

/** The operations of a group of the contract that makes files. */
export interface FileMaker<Made extends MadeFileProgress = MadeFileProgress> {
  make(ask: { fileId: string }): Promise<Made>
  progress(ask: { fileId: string }): Promise<MadeFileProgress>
  cancel(ask: { fileId: string }): Promise<object>
  part(ask: { fileId: string; from: number }): Promise<{ part: File; more: boolean }>
}

/** Milliseconds between two looks at how far it is. */
const lookEvery = 300

/**
 * One file at a time. `take` answers the file as the desk hashed it; saving it is for whoever asked.
 * @param keeps - a file that was made and did not come across is kept at the desk, and `again` goes on with it: for one
 *   that cannot be made a second time
 */
export function useMadeFile<Made extends MadeFileProgress>(maker: FileMaker<Made>, { keeps = false } = {}) {
  const busy = ref(false)
  /** Null before the first look. */
  const progress = shallowRef<MadeFileProgress | null>(null)
  /** Bytes that have crossed; 0 while it is made. */
  const taken = ref(0)
  const fault = shallowRef<Fault | null>(null)
  /** Made, and not across yet. */
  const halted = shallowRef<Made | null>(null)
  let fileId: string | null = null
  let found: File[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(id: string): Promise<void> {
    const seen = await maker.progress({ fileId: id }).catch(() => null)
    if (id !== fileId || progress.value?.phase === 'made') return
    if (seen) progress.value = seen
    timer = setTimeout(() => void look(id), lookEvery)
  }

  /** @throws where a part is missing */
  async function parts(id: string, { name, type, bytes }: MadeFileProgress): Promise<File> {
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

  /** Runs what leads to a file, with its fault kept. @param id - as it stands when something failed */
  async function going<T>(work: () => Promise<T>, id: () => string | null): Promise<T | null> {
    busy.value = true
    fault.value = null
    try {
      return await work()
    } catch (error) {
      // Whoever cancelled knows.
      const was = faultOf(error)
      if (id() === null || id() === fileId)
        fault.value = was.code === 'cancelled' || was.code === 'file-cancelled' ? null : was
      return null
    } finally {
      if (id() !== null && id() === fileId && !(keeps && halted.value !== null)) await letGo()
      busy.value = false
    }
  }

  async function across(id: string, made: Made): Promise<{ file: File; made: Made }> {
    halted.value = made
    const file = await parts(id, made)
    halted.value = null
    return { file, made }
  }

  /**
   * @param prepare - asks the desk for it and answers its id
   * @returns the file and what the desk says of it; null where it was cancelled or refused: then `fault` says why
   */
  async function take(
    prepare: () => Promise<{ fileId: string; total: number }>,
  ): Promise<{ file: File; made: Made } | null> {
    if (busy.value) return null
    progress.value = null
    taken.value = 0
    found = []
    let id: string | null = null
    return await going(
      async () => {
        id = (await prepare()).fileId
        const mine = (fileId = id)
        void look(mine)
        const made = await withStepUp(() => maker.make({ fileId: mine }))
        progress.value = made
        clearTimeout(timer)
        return await across(mine, made)
      },
      () => id,
    )
  }

  /** Goes on where a file that was made stopped coming across. */
  async function again(): Promise<{ file: File; made: Made } | null> {
    const [id, made] = [fileId, halted.value]
    if (busy.value || id === null || made === null) return null
    return await going(
      () => across(id, made),
      () => id,
    )
  }

  /** The desk need not keep it any longer. */
  async function letGo(): Promise<void> {
    clearTimeout(timer)
    const id = fileId
    fileId = null
    halted.value = null
    found = []
    if (id !== null) await maker.cancel({ fileId: id }).catch(() => undefined)
  }

  onScopeDispose(() => void letGo())

  return { busy, progress, taken, fault, halted, take, again, cancel: letGo }
}
