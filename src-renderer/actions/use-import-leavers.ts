/** Who is in no line of the file: listed page by page, and disabled only by a job that is asked for. */
import { ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { Leaver } from '../../src-preload/contract/imports'
import { desk } from '../bridge/desk'
import { useAccountImport } from '../stores/account-import'
import { useAttempt } from './use-attempt'

const pageRows = 100

export function useImportLeavers() {
  const store = useAccountImport()
  const router = useRouter()
  const leavers = shallowRef<readonly Leaver[]>([])
  const more = ref(false)
  const { busy, fault, attempt } = useAttempt()
  let from = 0
  let generation = 0

  function forget(): void {
    generation += 1
    leavers.value = []
    more.value = false
    from = 0
  }
  // Another check finds others.
  watch(() => store.progress?.phase === 'checking' || store.opened === null, forget)

  /** The next page, or the first. */
  const load = (): Promise<boolean> =>
    attempt(async () => {
      if (!store.opened) return
      const born = generation
      const page = await desk.imports.leavers({ importId: store.opened.importId, from, limit: pageRows })
      if (born !== generation) return
      from += pageRows
      leavers.value = [...leavers.value, ...page.leavers]
      more.value = page.more
    })

  /** The dry run of disabling them, whose page is gone to: nothing happens before that is started. */
  const plan = (): Promise<boolean> =>
    attempt(async () => {
      if (!store.opened) return
      const { jobId } = await desk.imports.planLeavers({ importId: store.opened.importId })
      await router.push(`/jobs/${jobId}`)
    })

  return { leavers, more, busy, fault, load, plan }
}
