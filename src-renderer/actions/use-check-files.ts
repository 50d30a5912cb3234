/** Checking recovery-code files: each goes to the desk, its verdict comes back, and nothing of it is kept here. */
import { computed, ref, shallowRef } from 'vue'
import type { FileVerdict } from '../../src-preload/contract/recovery'
import { desk } from '../bridge/desk'
import { faultOf, type Fault } from '../bridge/fault'
import { useSession } from '../stores/session'
import { withStepUp } from './use-step-up'

/** The desk takes no larger one (contract: 64 KiB), and none of ours comes near. */
const bytesMost = 64 * 1024
/** Verdicts that are listed; those before are gone. */
const listedMost = 200

export interface CheckedFile {
  readonly id: number
  /** Of the file; a name holds no code. */
  readonly name: string
  /** Null where it could not be checked; then `fault` says why, or it was too large to be one of ours. */
  readonly verdict: FileVerdict | null
  readonly fault: Fault | null
}

export function useCheckFiles() {
  const session = useSession()
  const checked = shallowRef<readonly CheckedFile[]>([])
  const waiting = ref(0)
  let count = 0

  async function judge(file: File): Promise<Pick<CheckedFile, 'verdict' | 'fault'>> {
    if (file.size > bytesMost) return { verdict: null, fault: null }
    try {
      return { verdict: await withStepUp(() => desk.recovery.checkFile({ file })), fault: null }
    } catch (error) {
      return { verdict: null, fault: faultOf(error) }
    }
  }

  /** One after the other, the newest verdict first. */
  async function check(files: readonly File[]): Promise<void> {
    waiting.value += files.length
    for (const file of files) {
      const judged = await judge(file)
      count += 1
      checked.value = [{ id: count, name: file.name, ...judged }, ...checked.value].slice(0, listedMost)
      waiting.value -= 1
    }
  }

  return {
    may: computed(() => session.can('recovery.renew')),
    checked,
    waiting,
    check,
    forget: () => void (checked.value = []),
  }
}
