/** A log that somebody changed in its file, triggers gone: every change is found, and where the log stops being what it was. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkLog } from '../../src-main/desk/log-check'
import { chainHash } from '../../src-main/engine/audit-chain'
import type { Break } from '../../src-main/engine/chain-judge'
import type { AuditRow } from '../../src-main/store/audit'
import { anchorLinesOf, copyOf, makeAnchoredLog, outsideOf, verdictAfter, type Outside } from '../harness/anchored-log'
import { houseOnFile } from '../harness/house-on-file'
import { often, patience } from '../harness/often'
import { chance } from '../store/big-log'

vi.setConfig({ testTimeout: patience, hookTimeout: 120_000 })

let base: Awaited<ReturnType<typeof makeAnchoredLog>>
let rows: AuditRow[]
let last: number
/** Numbers that were signed for. */
let anchored: number[]

beforeAll(async () => {
  base = await makeAnchoredLog()
  rows = base.rows
  last = rows.at(-1)!.no
  anchored = anchorLinesOf(base.folder).map((line) => (JSON.parse(line) as { no: number }).no)
})
afterAll(() => base.remove())

const after = (work: (log: Outside) => void) => verdictAfter(base.folder, work)

it('is intact as it was made: all anchors fit, and the last row is one', async () => {
  const { tail, broken, whole, anchors } = await after(() => undefined)
  expect([tail, broken]).toEqual([null, null])
  expect(anchored.length).toBeGreaterThanOrEqual(5)
  expect(whole).toMatchObject({ from: 1, to: last, anchoredTo: last, anchors: anchored.length, by: null })
  expect(anchors).toMatchObject({ anchor: { no: last }, trouble: null })
})

/** For whoever hashes everything anew: nothing can be proved but that an anchor does not fit. */
const between = (no: number): Break => ({
  at: (anchored.findLast((one) => one < no) ?? 0) + 1,
  to: anchored.find((one) => one >= no) ?? last,
  kind: 'anchor',
})
const changed = (no: number): Break => ({ at: no, to: no, kind: 'changed' })

const textColumns = ['at', 'actor_name', 'actor_role', 'computer', 'host', 'act', 'account_name', 'reason'] as const
const hashColumns = ['before', 'hash', 'detail'] as const

interface Tampering {
  readonly what: string
  /** @returns what must be found; null where nothing was changed after all */
  readonly work: (log: Outside, below: (most: number) => number) => Break
}

const forged = (row: AuditRow): AuditRow => ({ ...row, actor_name: 'Somebody Else', reason: 'put in' })
const own = (row: AuditRow): AuditRow => ({ ...row, hash: chainHash(row.before, row) })
/** A row in the middle, so that there is one on either side. */
const middle = (below: (most: number) => number) => 2 + below(last - 3)

const tamperings: readonly Tampering[] = [
  {
    what: 'edits one field',
    work: (log, below) => {
      const row = rows[below(rows.length)]!
      log.put({ ...row, [textColumns[below(textColumns.length)]!]: 'another' })
      return changed(row.no)
    },
  },
  {
    what: 'edits hash, before or detail',
    work: (log, below) => {
      const row = rows[below(rows.length)]!
      log.put({ ...row, [hashColumns[below(hashColumns.length)]!]: `${below(1_000_000)}` })
      return changed(row.no)
    },
  },
  {
    what: 'edits a row and its own hash',
    work: (log, below) => {
      const row = rows[below(rows.length - 1)]!
      log.put(own(forged(row)))
      return changed(row.no)
    },
  },
  {
    what: 'edits a row and every hash after it',
    work: (log, below) => {
      const row = rows[below(rows.length)]!
      log.put(forged(row))
      log.rechain(row.no)
      return between(row.no)
    },
  },
  {
    what: 'deletes a row',
    work: (log, below) => {
      const no = middle(below)
      log.db.prepare('delete from audit where no = ?').run(no)
      return { at: no, to: no, kind: 'missing' }
    },
  },
  {
    what: 'deletes a row and closes the gap',
    work: (log, below) => {
      const no = middle(below)
      log.replaceAll(
        rows.filter((row) => row.no !== no),
        { numbered: true },
      )
      return changed(no)
    },
  },
  {
    what: 'deletes a row, closes the gap and hashes anew',
    work: (log, below) => {
      const no = middle(below)
      log.replaceAll(
        rows.filter((row) => row.no !== no),
        { numbered: true },
      )
      log.rechain(no)
      // One row fewer, so the newest anchor has none to fit: that the end is gone is what can be proved.
      if (no > anchored.at(-2)!)
        return { at: expect.any(Number), to: expect.any(Number), kind: expect.stringMatching(/^(end|events)$/) }
      return between(no)
    },
  },
  {
    what: 'puts a row in that fits the one before',
    work: (log, below) => {
      const at = middle(below)
      const put = own({ ...forged(rows[at - 1]!), before: rows[at - 2]!.hash })
      log.replaceAll(rows.toSpliced(at - 1, 0, put), { numbered: true })
      return anchored.includes(at) ? between(at) : changed(at)
    },
  },
  {
    what: 'puts a row in and hashes anew',
    work: (log, below) => {
      const at = middle(below)
      log.replaceAll(rows.toSpliced(at - 1, 0, forged(rows[at - 1]!)), { numbered: true })
      log.rechain(at)
      return between(at)
    },
  },
  {
    what: 'swaps two rows',
    work: (log, below) => {
      const [a, b] = twoOf(below)
      log.put({ ...rows[b - 1]!, no: a })
      log.put({ ...rows[a - 1]!, no: b })
      return changed(a)
    },
  },
  {
    what: 'swaps what two rows say and leaves the hashes',
    work: (log, below) => {
      const [a, b] = twoOf(below)
      const said = ({ no: _no, before: _before, hash: _hash, ...rest }: AuditRow) => rest
      log.put({ ...rows[a - 1]!, ...said(rows[b - 1]!) })
      log.put({ ...rows[b - 1]!, ...said(rows[a - 1]!) })
      return changed(a)
    },
  },
  {
    what: 'swaps two rows and hashes anew',
    work: (log, below) => {
      const [a, b] = twoOf(below)
      log.put({ ...rows[b - 1]!, no: a })
      log.put({ ...rows[a - 1]!, no: b })
      log.rechain(a)
      return between(a)
    },
  },
]

/** Neither has events to answer for, or is found by these first: two rows that say the same of accounts. */
function twoOf(below: (most: number) => number): [number, number] {
  const plain = rows.filter(({ detail }) => !detail.includes('standings'))
  const a = below(plain.length - 1)
  const b = a + 1 + below(plain.length - a - 1)
  return [plain[a]!.no, plain[b]!.no]
}

const each = often(25, 834)

describe.each(tamperings)('whoever $what', ({ work }) => {
  it(`is found each of ${each} times, the first number exact`, async () => {
    for (let seed = 1; seed <= each; seed += 1) {
      let expected: Break | null = null
      const { broken } = await after((log) => (expected = work(log, chance(seed * 7919))))
      expect(broken, `seed ${seed}`).toEqual(expected)
    }
  })
})

/** Lengths of cuts: in every run some hundred over the whole log, in a soak each. */
const lengths = (step: number) =>
  Array.from({ length: last }, (_, at) => at + 1).filter((no) => no % step === 0 || no < 8)

describe('cuts', () => {
  it('at the front are found, whatever the length', async () => {
    for (const length of lengths(often(5, 1)).filter((length) => length < last)) {
      const { broken } = await after((log) => log.db.prepare('delete from audit where no <= ?').run(length))
      expect(broken).toEqual({ at: 1, to: length, kind: 'missing' })
    }
  })

  it('at the end are found when the desk opens, whatever the length; a verifier without anchors misses every one', async () => {
    let missed = 0
    const all = lengths(often(5, 1))
    for (const length of all) {
      const cut = (log: Outside) => {
        log.db.prepare('delete from audit where no > ?').run(last - length)
        log.db.prepare('delete from account_events where no > ?').run(last - length)
      }
      const { tail, broken } = await after(cut)
      expect(tail).toEqual({ at: last - length + 1, to: last, kind: 'end' })
      expect(broken).toEqual(tail)
      if (await chainAloneHolds(cut)) missed += 1
    }
    expect(missed).toBe(all.length)
  })

  it('behind a false stone are found: a cut that this store did not sign', async () => {
    const { broken } = await after((log) => {
      const stone = rows[49]!
      log.db
        .prepare(`insert into audit_cuts values (50, 1, ?, ?, ?, ?, ?, 'Somebody', 'k', 'AAAA')`)
        .run(rows[0]!.before, stone.hash, stone.at, 'a'.repeat(64), stone.at)
      log.db.prepare('delete from audit where no <= 50').run()
    })
    expect(broken).toEqual({ at: 1, to: 50, kind: 'cut' })
  })
})

/** The broken way: the chain by itself, no anchors. */
async function chainAloneHolds(work: (log: Outside) => unknown): Promise<boolean> {
  const copy = copyOf(base.folder)
  try {
    outsideOf(copy.folder, (log) => {
      log.dropTriggers()
      work(log)
      log.db.prepare('delete from coverage_mark_counts').run()
      log.db.prepare('delete from coverage_marks').run()
    })
    const { store, signer, storeId } = await houseOnFile(copy.folder, {
      clock: () => 0,
      tell: () => undefined,
    })
    const anchors = { good: [], forged: [], trouble: null }
    const found = await checkLog({ store, signer, storeId, anchors, after: null, to: null })
    await store.close()
    return found?.broken === null
  } finally {
    copy.remove()
  }
}
