/** Mappings kept by name: the one that fits the file that was opened is taken by itself; keeping and forgetting them. */
import { computed, shallowRef } from 'vue'
import { storeToRefs } from 'pinia'
import type { ImportField, ImportMapping } from '../../src-preload/contract/imports'
import { desk } from '../bridge/desk'
import { useAccountImport } from '../stores/account-import'
import { useAttempt } from './use-attempt'

const countOf = ({ fields }: ImportMapping): number => Object.keys(fields).length

export function useImportMappings() {
  const store = useAccountImport()
  const { opened, applied, columns, matchBy, update } = storeToRefs(store)
  const mappings = shallowRef<readonly ImportMapping[]>([])
  const { busy, fault, attempt } = useAttempt()

  /** Headers it names that are not in the file. */
  const missingOf = ({ fields }: ImportMapping): number => {
    const there = new Set(opened.value?.columns.map(({ key }) => key))
    return Object.keys(fields).filter((key) => !there.has(key)).length
  }
  const missing = computed(() => (applied.value ? missingOf(applied.value) : 0))

  /** What it takes each column as; where two headers are one, the first. */
  function columnsOf({ fields }: ImportMapping): (ImportField | null)[] {
    const taken = new Set<ImportField>()
    return (opened.value?.columns ?? []).map(({ key }) => {
      const field = fields[key] ?? null
      if (field === null || taken.has(field)) return null
      taken.add(field)
      return field
    })
  }
  const isChanged = computed(
    () =>
      applied.value !== null &&
      (columnsOf(applied.value).some((field, place) => field !== columns.value[place]) ||
        applied.value.matchBy !== matchBy.value ||
        applied.value.update !== update.value),
  )

  function apply(mapping: ImportMapping): void {
    columns.value = columnsOf(mapping)
    matchBy.value = mapping.matchBy
    update.value = mapping.update
    applied.value = mapping
  }
  /** Back to what the headers were taken for. */
  function guess(): void {
    if (!opened.value) return
    columns.value = opened.value.columns.map(({ guess }) => guess)
    matchBy.value = opened.value.matchBy
    applied.value = null
  }
  const choose = (id: string | null): void => {
    const mapping = mappings.value.find((one) => one.id === id)
    if (mapping) apply(mapping)
    else guess()
  }

  async function load(): Promise<void> {
    try {
      mappings.value = (await desk.imports.mappings()).mappings
    } catch {
      // Without them the guesses stand, as before there were any.
      mappings.value = []
    }
  }
  /** A file was opened, or read again: of the mappings whose headers are all there, the one that says most; then the newest. */
  async function begin(): Promise<void> {
    const file = opened.value
    await load()
    if (!file || opened.value !== file) return
    const fitting = mappings.value.filter((one) => missingOf(one) === 0)
    const [best] = fitting.toSorted((a, b) => countOf(b) - countOf(a) || b.madeAt.localeCompare(a.madeAt))
    if (best) apply(best)
  }

  /** @returns whether it is kept. */
  const keep = (name: string, replace: boolean): Promise<boolean> =>
    attempt(async () => {
      const fields = (opened.value?.columns ?? []).flatMap(({ key }, place) => {
        const field = columns.value[place] ?? null
        return field === null ? [] : [[key, field] as const]
      })
      const asked = { fields: Object.fromEntries(fields), matchBy: matchBy.value, update: update.value }
      applied.value = await desk.imports.saveMapping({ name, replace, ...asked })
      await load()
    })

  const forget = (): Promise<boolean> =>
    attempt(async () => {
      if (!applied.value) return
      await desk.imports.forgetMapping({ id: applied.value.id })
      applied.value = null
      await load()
    })

  return { mappings, applied, missing, isChanged, busy, fault, begin, load, choose, keep, forget }
}
