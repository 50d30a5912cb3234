/** Keys of the import page, step by step, shown in the status line; and files dropped beside the field are refused. */
import { computed, onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { usePageKeys } from '../stores/page-keys'
import { useKeys } from './use-keys'

interface ImportKeyActs {
  /** The main act of the step. */
  readonly main: () => void
  readonly nextRefused: () => void
  /** One level back. */
  readonly back: () => void
}

export function useImportKeys(
  step: Readonly<Ref<'file' | 'columns' | 'preview' | 'import'>>,
  anyRefused: () => boolean,
  acts: ImportKeyActs,
): void {
  const { t } = useI18n()
  const pageKeys = usePageKeys()

  useKeys({ n: acts.nextRefused, Escape: acts.back })
  function pressed(event: KeyboardEvent): void {
    // Nobody types into the field of a file, though it is a field.
    const atFile = event.target instanceof HTMLInputElement && event.target.type === 'file'
    if (event.key === 'Escape' && atFile) acts.back()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || document.querySelector('[role="dialog"]')) return
    event.preventDefault()
    acts.main()
  }
  /** A file dropped beside the field would otherwise be opened by the browser in place of the desk. */
  const refuseDrop = (event: DragEvent): void => event.preventDefault()

  const keys = computed(() => {
    const leave = { keys: 'Esc', label: t('import.keys.leave') }
    const refused = { keys: 'N', label: t('import.keys.nextRefused') }
    const write = { keys: 'Ctrl Enter', label: t('import.keys.write') }
    if (step.value === 'file') return [{ keys: 'Esc', label: t('import.keys.list') }]
    if (step.value === 'columns') return [{ keys: 'Ctrl Enter', label: t('import.keys.preview') }, leave]
    if (step.value === 'import') return []
    return anyRefused() ? [refused, write, leave] : [write, leave]
  })
  watch(keys, (now) => (pageKeys.keys = now), { immediate: true })

  onMounted(() => {
    window.addEventListener('keydown', pressed)
    for (const kind of ['dragover', 'drop'] as const) window.addEventListener(kind, refuseDrop)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', pressed)
    for (const kind of ['dragover', 'drop'] as const) window.removeEventListener(kind, refuseDrop)
    pageKeys.keys = []
  })
}
