/** Lists of the import page in the order they are shown, complete by their types. */
import type { Encoding, ImportField, ImportLine, Separator } from '../../../src-preload/contract/imports'

const keysOf = <K extends string>(record: Record<K, true>): readonly K[] => Object.keys(record) as K[]

export const fields = keysOf<ImportField>({
  email: true,
  name: true,
  department: true,
  'user-name': true,
  'second-email': true,
  phone: true,
  language: true,
  role: true,
  enabled: true,
})

export const encodings = keysOf<Encoding>({
  'utf-8': true,
  'utf-16le': true,
  'utf-16be': true,
  shift_jis: true,
  cp949: true,
})

/** A separator by the name of its word; the character itself says little on a screen. */
export const separatorWords: Readonly<Record<Separator, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}

/** How each result looks: word, shape and colour. */
export const resultLooks: Readonly<Record<ImportLine['result'], { icon: string; text: string }>> = {
  new: { icon: 'i-lucide-plus', text: 'text-success' },
  changed: { icon: 'i-lucide-pencil', text: 'text-primary' },
  same: { icon: 'i-lucide-equal', text: 'text-muted' },
  refused: { icon: 'i-lucide-circle-x', text: 'text-error' },
}
