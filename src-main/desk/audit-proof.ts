/** The log as something to be proved: its state, the check of all of it, and rows let go against a pack of evidence. */
import type { LogState } from '../../src-preload/contract/audit-proof'
import { cutText } from '../engine/signed-text'
import { fault } from '../fault'
import { act, look, type ReadTables } from './act'
import { actorOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { dayNamed, endOfDay } from './site-day'

const nameOf = (call: Call): string => actorOf(call).name || actorOf(call).email

/** @returns the handlers of the group `audit` that prove it. */
export const auditProofHandlers = (desk: GuardedDesk) => ({
  state: desk.audit.state.handler(look(async (tables, { house }) => stateOf(tables, house))),

  check: desk.audit.check.handler(
    act({
      // The row is written as it begins: a check that is stopped or outlives the window leaves its trace, and what it
      // finds is not for the log in question to vouch for.
      settle: async (tables, call) => ({
        reply: {},
        row: { detail: { to: (await tables.audit.last()).no } },
        afterwards: () => call.house.logWatch.start(nameOf(call)),
      }),
    }),
  ),

  checkProgress: desk.audit.checkProgress.handler(
    look(async (_tables, { house: { logWatch } }) => ({ running: logWatch.running(), whole: wholeOf(logWatch) })),
  ),

  cancelCheck: desk.audit.cancelCheck.handler(
    act({
      settle: async (_tables, { house: { logWatch } }) => ({
        reply: {},
        row: { detail: { done: logWatch.running()?.done ?? 0 } },
        afterwards: () => void logWatch.stop(),
      }),
    }),
  ),

  retention: desk.audit.retention.handler(
    look(async ({ audit, auditProof, signingKeys }, { house }) => {
      const [first] = await audit.listFrom((await auditProof.start()).no + 1, 1)
      const key = await signingKeys.newest()
      return {
        first: first ? { no: first.no, at: first.at } : null,
        cuts: (await auditProof.cuts()).map(cutReply),
        fingerprint: key && house.signer.fingerprint(key.public_key),
      }
    }),
  ),

  cutUpTo: desk.audit.cutUpTo.handler(
    look(async ({ audit, auditProof }, { house }, { day }) => {
      const fromNo = (await auditProof.start()).no + 1
      const last = (await audit.last()).no
      const toNo = Math.min(await auditProof.lastBefore(endOfDay(dayNamed(day), house.timeZone)), last - 1)
      const [row] = toNo < fromNo ? [] : await audit.listFrom(toNo, 1)
      return { range: row ? { fromNo, toNo, lastAt: row.at } : null }
    }),
  ),

  cut: desk.audit.cut.handler(
    act({
      judge: async ({ house }, { to, fileSha256 }) => {
        await demandPack(house, to, fileSha256)
        // What is let go cannot be checked any more: it must hold now.
        await house.logWatch.stop()
        const broken = house.logWatch.broken() ?? (await house.logWatch.checkUpTo(to))
        if (broken !== null) throw fault('log-broken', { brokenAt: broken.at })
        return house.signer.key()
      },
      settle: async (tables, call, { to, fileSha256 }, key) => {
        const { start, row } = await rangeOf(tables, to)
        const cut = {
          ...{ from_no: start.no + 1, to_no: to, before: start.hash, last_hash: row.hash, last_at: row.at },
          ...{ file_sha256: fileSha256, cut_at: call.at, actor_name: nameOf(call), key_id: key.keyId },
        }
        const signature = key.sign(cutText(call.house.storeId, cut))
        await tables.auditProof.markAt(to, row.at)
        await tables.auditProof.insertCut({ ...cut, signature })
        const reply = { fromNo: cut.from_no, toNo: to }
        return {
          reply,
          row: { detail: { from: cut.from_no, to, sha256: fileSha256 } },
          afterwards: () => call.house.logWatch.letGo(),
        }
      },
    }),
  ),
})

async function stateOf(tables: ReadTables, { logWatch }: House): Promise<LogState> {
  const tail = logWatch.tail()
  const broken = logWatch.broken()
  const { anchor, trouble, nextBy } = logWatch.anchors()
  const last = (await tables.audit.last()).no
  return {
    first: last === 0 ? 0 : (await tables.auditProof.start()).no + 1,
    last,
    ...{ checkedFrom: tail.from, checkedTo: tail.to, checkedAt: tail.at },
    ...{ brokenAt: broken?.at ?? null, brokenTo: broken?.to ?? null, brokenKind: broken?.kind ?? null },
    ...{ anchor, nextAnchorBy: nextBy, anchorTrouble: trouble },
    ...{ whole: wholeOf(logWatch), running: logWatch.running(), checkFailedAt: logWatch.failedAt() },
  }
}

function wholeOf(logWatch: House['logWatch']): LogState['whole'] {
  const whole = logWatch.whole()
  if (whole === null) return null
  const { at, by, from, to, anchoredTo, anchors } = whole
  return { at, by, from, to, anchoredTo, anchors }
}

const cutReply = (cut: Awaited<ReturnType<ReadTables['auditProof']['cuts']>>[number]) => ({
  ...{ fromNo: cut.from_no, toNo: cut.to_no, lastAt: cut.last_at, cutAt: cut.cut_at },
  ...{ actorName: cut.actor_name, fileSha256: cut.file_sha256 },
})

/** @returns what the rows stand on, and the last of them. @throws input-invalid where there are no such rows, or none would be left */
async function rangeOf({ audit, auditProof }: ReadTables, to: number) {
  const start = await auditProof.start()
  const last = (await audit.last()).no
  const [row] = to > start.no && to < last ? await audit.listFrom(to, 1) : []
  if (row?.no !== to) throw fault('input-invalid', { field: 'to' })
  return { start, row }
}

/** @throws no-pack unless this desk made a pack of exactly these rows, and the file that was saved is that one */
async function demandPack({ store }: House, to: number, fileSha256: string): Promise<void> {
  const isThere = await store.read(async (tables) => {
    const { start } = await rangeOf(tables, to)
    return tables.auditProof.hasPack({ from: start.no + 1, to, sha256: fileSha256 })
  })
  if (!isThere) throw fault('no-pack')
}
