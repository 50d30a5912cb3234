/** What lies around the log, changed in its file: events and snapshots of accounts, and the anchors themselves. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkLog } from '../../src-main/desk/log-check'
import { anchorLinesOf, copyOf, makeAnchoredLog, verdictAfter, verdictOn, type Outside } from '../harness/anchored-log'
import { houseOnFile } from '../harness/house-on-file'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let base: Awaited<ReturnType<typeof makeAnchoredLog>>
let last: number
/** Numbers that were signed for. */
let anchored: number[]

beforeAll(async () => {
  base = await makeAnchoredLog()
  last = base.rows.at(-1)!.no
  anchored = anchorLinesOf(base.folder).map((line) => (JSON.parse(line) as { no: number }).no)
})
afterAll(() => base.remove())

const after = (work: (log: Outside) => void) => verdictAfter(base.folder, work)

describe('events and snapshots of accounts', () => {
  const eventAt = (log: Outside, at: number) =>
    log.db.prepare('select seq, no from account_events order by seq limit 1 offset ?').get(at) as {
      seq: number
      no: number
    }

  it.each([
    ['deletes one', 'delete from account_events where seq = ?'],
    ['gives one another account', `update account_events set account_id = 'other' where seq = ?`],
    [
      'lets one lead elsewhere',
      'update account_events set after = (select max(id) from standings) + 0 - (after = (select max(id) from standings)) where seq = ?',
    ],
    [
      'lets one come from elsewhere',
      'update account_events set before = (select min(id) from standings where id <> coalesce(account_events.before, 0)) where seq = ?',
    ],
    [
      'doubles one',
      'insert into account_events (no, account_id, before, after) select no, account_id, after, after from account_events where seq = ?',
    ],
  ])('whoever %s is found at the row that answers for it', async (_, statement) => {
    for (const at of [0, 3, 40, 77]) {
      let no = 0
      const { broken } = await after((log) => {
        const event = eventAt(log, at)
        no = event.no
        log.db.prepare(statement).run(event.seq)
      })
      expect(broken).toEqual({ at: no, to: no, kind: 'events' })
    }
  })

  it.each([
    ['no event', 'null'],
    [
      'the event of another account',
      '(select max(seq) from account_events one where one.seq < account_events.seq - 1 and one.seq <> account_events.prev)',
    ],
  ])(
    'whoever lets one follow %s is found at its row: what lies between two days is counted along it',
    async (_, prev) => {
      let no = 0
      const { broken } = await after((log) => {
        const event = log.db
          .prepare('select seq, no from account_events where prev is not null limit 1 offset 5')
          .get() as {
          seq: number
          no: number
        }
        no = event.no
        log.db.prepare(`update account_events set prev = ${prev} where seq = ?`).run(event.seq)
      })
      expect(broken).toEqual({ at: no, to: no, kind: 'events' })
    },
  )

  it('whoever rewrites what a standing means is found at the first row that stands on it', async () => {
    let no = 0
    const { broken } = await after((log) => {
      const { after: standing } = log.db.prepare('select after from account_events where after > 2 limit 1').get() as {
        after: number
      }
      log.db.prepare(`update standings set role = 'administrator', department = 'X' where id = ?`).run(standing)
      no = log.db
        .prepare('select min(no) from account_events where after = ? or before = ?')
        .pluck()
        .get(standing, standing) as number
    })
    expect(broken).toEqual({ at: no, to: no, kind: 'events' })
  })

  it.each([
    [
      'a count',
      'update coverage_mark_counts set count = count + 1 where rowid in (select 1) or standing = (select min(standing) from coverage_mark_counts)',
    ],
    ['a line', 'delete from coverage_mark_counts where standing = (select min(standing) from coverage_mark_counts)'],
  ])('whoever changes %s of a snapshot is found at its row', async (_, statement) => {
    const { broken } = await after((log) => log.db.exec(statement.replace('rowid in (select 1) or ', '')))
    expect(broken).toEqual({ at: 100, to: 100, kind: 'snapshot' })
  })

  it('events of rows that are not there are found', async () => {
    const { broken } = await after((log) =>
      log.db
        .prepare(`insert into account_events (no, account_id, before, after) values (?, 'x', null, 1)`)
        .run(last + 5),
    )
    expect(broken).toMatchObject({ at: last + 1, kind: 'events' })
  })
})

describe('the file of anchors', () => {
  const change = async (work: (lines: string[]) => string) => {
    const copy = copyOf(base.folder)
    try {
      const [name] = readdirSync(join(copy.folder, 'anchors'))
      const path = join(copy.folder, 'anchors', name!)
      writeFileSync(path, work(anchorLinesOf(copy.folder)))
      return await verdictOn(copy.folder)
    } finally {
      copy.remove()
    }
  }
  const withNo = (line: string, no: number) => JSON.stringify({ ...(JSON.parse(line) as object), no })

  it('whoever signs past the last anchor with no key of ours is found', async () => {
    const { broken } = await change((lines) => `${lines.slice(0, -1).join('\n')}\n${withNo(lines[0]!, last)}\n`)
    expect(broken).toMatchObject({ at: anchored.at(-2)! + 1, kind: 'forged' })
  })

  it('a line that is not ours before a good one is told, and the good one vouches for the log', async () => {
    const { broken, anchors, whole } = await change((lines) => `${withNo(lines[0]!, 3)}\n${lines.join('\n')}\n`)
    expect(broken).toBeNull()
    expect(whole).toMatchObject({ anchoredTo: last })
    expect(anchors.trouble).toBe('changed')
  })

  it('fewer lines than were written are told, and what is left is compared', async () => {
    const { broken, anchors, whole } = await change((lines) => `${lines.slice(0, 3).join('\n')}\n`)
    expect(broken).toBeNull()
    expect(anchors.trouble).toBe('missing')
    expect(whole).toMatchObject({ anchoredTo: anchored[2] })
  })

  it('however many lines there are, the check comes to its end', async () => {
    const copy = copyOf(base.folder)
    const house = await houseOnFile(copy.folder, { clock: () => 0, tell: () => undefined })
    try {
      const forged = Array.from({ length: 200_000 }, (_, at) => last + 1 + at)
      const anchors = { good: [], forged, trouble: 'changed' } as const
      const found = await checkLog({ ...house, anchors, after: null, to: null })
      expect(found?.broken).toEqual({ at: 1, to: last + 1, kind: 'forged' })
    } finally {
      await house.store.close()
      copy.remove()
    }
  })

  it('a last line that was torn, and rubbish between, are no matter', async () => {
    const { broken, anchors } = await change(
      (lines) => `rubbish\n\u0000\n${lines.join('\n')}\n${lines[0]!.slice(0, 70)}`,
    )
    expect(broken).toBeNull()
    expect(anchors).toMatchObject({ trouble: null, anchor: { no: last } })
  })
})
