/** The audit log newest first, in pages under a filter; the rows kept are a stretch of it that grows at both ends. */
import { computed, ref, shallowRef } from 'vue'
import type { AuditFilter, AuditRow } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useLogState } from '../stores/log-state'

const pageOfRows = 100
/** Rows kept: those farthest from where one looks go first. */
const keptMost = 2000

/** Without what says nothing: filters are compared and kept as they are sent. */
export const filterSaid = (filter: AuditFilter): AuditFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))

/** Call `open` once the page is there. */
export function useAuditLog() {
  const filter = shallowRef<AuditFilter>({})
  const rows = shallowRef<readonly AuditRow[]>([])
  const more = ref(false)
  /** Newer rows than the first that is kept. */
  const moreAbove = ref(false)
  const count = shallowRef<{ rows: number; more: boolean } | null>(null)
  const busy = ref(false)
  const loaded = ref(false)
  const fault = shallowRef<Fault | null>(null)
  const filtered = computed(() => Object.keys(filter.value).length > 0)
  let asked = 0

  /** Asks for one page and does `put` with it, unless something else was asked for meanwhile. */
  async function page(
    from: { before: number | null; after?: number },
    put: (reply: { rows: AuditRow[]; more: boolean }) => void,
  ): Promise<void> {
    const turn = ++asked
    busy.value = true
    try {
      const reply = await desk.audit.list({ ...filter.value, ...from, limit: pageOfRows })
      if (turn !== asked) return
      put(reply)
      fault.value = null
      loaded.value = true
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) busy.value = false
    }
  }

  /** How many rows fit, beside the first page: it may take longer. */
  async function recount(): Promise<void> {
    const of = filter.value
    const reply = await desk.audit.count(of).catch(() => null)
    if (of === filter.value) count.value = reply
  }

  /** The newest rows, how many there are, and how far the log goes now. */
  const newest = async (): Promise<void> => {
    const first = page({ before: null }, (reply) => {
      rows.value = reply.rows
      more.value = reply.more
      moreAbove.value = false
    })
    await Promise.all([first, recount(), useLogState().load()])
  }
  /** The oldest rows, at once: what lies between is loaded when it is scrolled to. */
  const oldest = (): Promise<void> =>
    page({ before: null, after: 0 }, (reply) => {
      rows.value = reply.rows
      more.value = false
      moreAbove.value = reply.more
    })
  /** The next page down, once at a time. */
  const older = async (): Promise<void> => {
    const before = rows.value.at(-1)?.no
    if (!more.value || busy.value || before === undefined) return
    await page({ before }, (reply) => {
      const all = [...rows.value, ...reply.rows]
      rows.value = all.slice(-keptMost)
      more.value = reply.more
      moreAbove.value ||= all.length > keptMost
    })
  }
  /** The next page up, once at a time. */
  const newer = async (): Promise<void> => {
    const after = rows.value[0]?.no
    if (!moreAbove.value || busy.value || after === undefined) return
    await page({ before: null, after }, (reply) => {
      const all = [...reply.rows, ...rows.value]
      rows.value = all.slice(0, keptMost)
      moreAbove.value = reply.more
      more.value ||= all.length > keptMost
    })
  }
  /** The stretch that begins with row `no`, with all rows around it to be had. */
  async function from(no: number): Promise<void> {
    await page({ before: no + 1 }, (reply) => {
      rows.value = reply.rows
      more.value = reply.more
      moreAbove.value = true
    })
    await newer()
  }

  async function setFilter(next: AuditFilter): Promise<void> {
    const said = filterSaid(next)
    if (JSON.stringify(said) === JSON.stringify(filter.value) && loaded.value) return
    filter.value = said
    count.value = null
    await newest()
  }

  /** Begins: with the newest rows, or with the row somebody was sent to. */
  async function open(row: number | null): Promise<void> {
    if (row === null) await newest()
    else await Promise.all([from(row), recount(), useLogState().load()])
  }

  const facts = { filter, filtered, rows, more, moreAbove, count, busy, loaded, fault }
  return { ...facts, open, newest, oldest, older, newer, from, setFilter }
}
