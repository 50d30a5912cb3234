/** An act for what is selected in the list: asked about in one dialog, which gives the focus back where it came from. */
import { computed } from 'vue'
import type { JobAct } from '../../src-preload/contract/jobs'
import { useAccountList } from '../stores/account-list'
import { useAccountSelecting } from './use-account-selection'
import { usePlanJob } from './use-plan-job'

/** @param opener of the page */
export function useSelectedAct(opener: { remember(name: string): void; giveBack(): void }) {
  const list = useAccountList()
  const selecting = useAccountSelecting()
  const { asking, busy, fault, ask, plan, cancel } = usePlanJob()

  function choose(): void {
    const choice = selecting.may.value ? selecting.choice() : null
    if (!choice) return
    opener.remember('act')
    ask(choice)
  }
  function stop(): void {
    cancel()
    opener.giveBack()
  }

  /** What the dialog is shown with. */
  const dialog = computed(() => ({
    open: asking.value !== null,
    count: selecting.count.value,
    departments: list.counts?.departments.map(({ department }) => department) ?? [],
    busy: busy.value,
    fault: fault.value,
  }))
  return { ...selecting, dialog, choose, plan: (act: JobAct) => plan(act), stop }
}
