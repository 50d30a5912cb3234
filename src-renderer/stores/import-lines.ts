/** Lines of the preview in pages, fetched as they come into sight. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ImportLine } from '../../src-preload/contract/imports'
import { desk } from '../bridge/desk'

export type LineChoice = 'all' | 'refused'

const pageLines = 100
/** Pages kept; those longest out of sight go first. */
const pagesKept = 30

export const useImportLines = defineStore('import-lines', () => {
  const pages = shallowRef<ReadonlyMap<string, readonly ImportLine[]>>(new Map())
  const asked = new Set<string>()
  let generation = 0

  const keyOf = (only: LineChoice, page: number): string => `${only} ${page}`

  /** @returns the line at a place of the list, undefined where it is on its way. */
  const line = (only: LineChoice, index: number): ImportLine | undefined =>
    pages.value.get(keyOf(only, Math.floor(index / pageLines)))?.[index % pageLines]

  /** Fetches what is missing between two places. A page that could not be had is asked for again when next in sight. */
  async function want(importId: string, only: LineChoice, first: number, last: number): Promise<void> {
    const born = generation
    const from = Math.floor(first / pageLines)
    const to = Math.floor(last / pageLines)
    for (let page = from; page <= to; page += 1) {
      const key = keyOf(only, page)
      if (pages.value.has(key) || asked.has(key)) continue
      asked.add(key)
      try {
        const { lines } = await desk.imports.lines({ importId, only, from: page * pageLines, limit: pageLines })
        if (born !== generation) return
        const kept = [...pages.value].slice(-pagesKept + 1)
        pages.value = new Map([...kept, [key, lines]])
      } catch {
        if (born !== generation) return
      } finally {
        asked.delete(key)
      }
    }
  }

  /** @returns the place among all lines of one refused line, by its number among the refused. */
  async function placeOfRefused(importId: string, index: number): Promise<number | null> {
    const { lines } = await desk.imports.lines({ importId, only: 'refused', from: index, limit: 1 })
    return lines[0]?.place ?? null
  }

  /** Another check made other lines. */
  function forget(): void {
    generation += 1
    asked.clear()
    pages.value = new Map()
  }

  return { pages, line, want, placeOfRefused, forget }
})
