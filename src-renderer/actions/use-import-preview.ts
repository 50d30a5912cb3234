/** The preview of an import: which lines are shown, and going from one refused line to the next. */
import { computed, ref, watch } from 'vue'
import type { ImportLine } from '../../src-preload/contract/imports'
import { useAccountImport } from '../stores/account-import'
import { useImportLines } from '../stores/import-lines'

export type ImportPreview = ReturnType<typeof useImportPreview>

export function useImportPreview() {
  const store = useAccountImport()
  const lines = useImportLines()
  /** Which lines are shown, or who is in none of them. */
  const only = ref<'all' | 'refused' | 'leavers'>('all')
  let refusedAt = -1

  const counts = computed(() => store.progress?.counts ?? { new: 0, changed: 0, same: 0, refused: 0 })
  const toWrite = computed(() => counts.value.new + counts.value.changed)
  const total = computed(() => {
    if (store.progress?.phase !== 'ready') return 0
    if (only.value === 'leavers') return store.progress.leavers
    return only.value === 'refused' ? counts.value.refused : store.progress.total
  })
  /** Read in the template, so that it is drawn again when a page arrives. */
  const line = computed(() => {
    void lines.pages
    const choice = only.value
    return (index: number): ImportLine | undefined => (choice === 'leavers' ? undefined : lines.line(choice, index))
  })

  const want = (first: number, last: number): void => {
    if (store.opened && total.value > 0 && only.value !== 'leavers')
      void lines.want(store.opened.importId, only.value, first, last)
  }

  /** @returns where in the list shown the next refused line stands, after the last the first again; null without any. */
  async function nextRefused(): Promise<number | null> {
    if (!store.opened || counts.value.refused === 0 || total.value === 0) return null
    // Among those who are in no line there is none to go to.
    if (only.value === 'leavers') only.value = 'all'
    refusedAt = (refusedAt + 1) % counts.value.refused
    return only.value === 'refused'
      ? refusedAt
      : lines.placeOfRefused(store.opened.importId, refusedAt).catch(() => null)
  }

  watch(
    () => store.progress?.phase,
    (phase) => {
      if (phase !== 'checking') return
      only.value = 'all'
      refusedAt = -1
    },
  )

  return { only, counts, toWrite, total, line, want, nextRefused }
}
