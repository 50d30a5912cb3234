/** The plain files of a pack held against the manifest: the page cannot read what lies beside it unless they are chosen. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { filled, h, mark } from './dom'
import type { Said } from './sections'

/** @returns null before there is a manifest to compare with. */
export function besideSection({ words, verdict: { manifest } }: Said): HTMLElement | null {
  if (manifest === null) return null
  const { beside } = words
  const list = h('ul', { class: 'beside', 'aria-live': 'polite' })
  const field = h('input', { type: 'file', multiple: '', id: 'beside' })
  const judge = async (file: File): Promise<HTMLElement> => {
    const listed = manifest.files.find(({ name }) => name === file.name)
    const is = listed && bytesToHex(sha256(new Uint8Array(await file.arrayBuffer())))
    const said = listed === undefined ? 'unknown' : is === listed.sha256 ? 'same' : 'other'
    const drawn = mark(({ unknown: 'dash', same: 'check', other: 'cross' } as const)[said])
    return h(
      'li',
      { 'data-beside': said, class: said },
      drawn,
      filled('{name}: {said}', { name: file.name, said: beside[said] }),
    )
  }
  field.addEventListener('change', () => {
    void Promise.all([...(field.files ?? [])].map(judge)).then((lines) => list.replaceChildren(...lines))
  })
  return h(
    'section',
    { class: 'files' },
    h('h2', {}, beside.head),
    h('p', { class: 'note' }, beside.what),
    h('label', { for: 'beside' }, beside.choose, ' '),
    field,
    list,
  )
}
