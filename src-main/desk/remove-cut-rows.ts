/** Removes, slice by slice, the rows that the newest cut of the log stands for; a kill in the middle is gone on from. */
import { setImmediate } from 'node:timers/promises'
import type { Store } from '../store/store'

/** Rows in one transaction: some milliseconds. */
const rowsEach = 250
const eventsEach = 500

/** @param isOver asked between slices: the rest is then left for the next start */
export async function removeCutRows(store: Store, isOver: () => boolean): Promise<void> {
  const { to, done } = await store.read(async ({ auditProof }) => ({
    to: (await auditProof.start()).no,
    done: Number((await auditProof.note('cut-done')) ?? 0),
  }))
  if (to <= done) return
  for (let after: number | null = 0; after !== null;) {
    const from: number = after
    after = await store.write(({ auditProof }) => auditProof.removeEventsUnder(to, from, eventsEach))
    await setImmediate()
    if (isOver()) return
  }
  while (await store.write(({ auditProof }) => auditProof.removeMarkUnder(to))) await setImmediate()
  while ((await store.write(({ auditProof }) => auditProof.removeRowsUnder(to, rowsEach))) > 0) {
    await setImmediate()
    if (isOver()) return
  }
  await store.write(({ auditProof }) => auditProof.setNote('cut-done', String(to)))
}
