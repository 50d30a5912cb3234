/** The tables of one transaction, asked once for what stands for the whole site: a slice of a job asks it of every account. */
import type { WriteTables } from '../../act'

const known = new WeakMap<WriteTables, WriteTables>()

/** @returns `ask`, answering with what it found at first: nothing of it is written by an act on an account. */
function once<K extends string | void, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const found = new Map<K, Promise<T>>()
  return (key) => {
    const before = found.get(key)
    if (before !== undefined) return before
    const answer = ask(key)
    found.set(key, answer)
    return answer
  }
}

/** @returns the same tables for the length of their transaction, settings and key slots read once */
export function rememberingTables(tables: WriteTables): WriteTables {
  const before = known.get(tables)
  if (before !== undefined) return before
  const { settings, keySlots } = tables
  const remembering: WriteTables = {
    ...tables,
    settings: { ...settings, find: once(settings.find), list: once(settings.list) },
    keySlots: { ...keySlots, find: once(keySlots.find) },
  }
  known.set(tables, remembering)
  return remembering
}
