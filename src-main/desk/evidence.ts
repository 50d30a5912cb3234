/** The evidence pack: which rows, what goes with them, and the file that is made of it. */
import { packChangesMost, packRowsMost, type PackRange, type PackWanted } from '../../src-preload/contract/evidence'
import { makePack } from '../evidence/make-pack'
import { endsOf } from '../evidence/pack-files'
import type { PackSource } from '../evidence/pack-source'
import { fileNamePart } from '../engine/file-name'
import { fault } from '../fault'
import type { ReadTables } from './act'
import type { Detail } from './audit-row'
import { actorOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { madeFileHandlers } from './made-file-handlers'
import type { FileWriter } from './made-files'
import { issuerOf } from './settings'
import { beginOfDay, dayNamed, endOfDay } from './site-day'

interface Plan extends PackWanted {
  readonly from: number
  readonly to: number
}

/** Rows looked at between two words of how far it is. */
const tellEvery = 500
/** The rows are read so often: first and last, two files of them, and both again for the page. */
const readings = 5

/** @throws evidence-range where there are no such rows, they were removed before, or they are too many */
async function rowsOf(tables: ReadTables, { house }: Call, range: PackRange): Promise<{ from: number; to: number }> {
  const first = (await tables.auditProof.start()).no + 1
  const last = (await tables.audit.last()).no
  const wrong = (problem: 'empty' | 'removed' | 'too-many-rows' | 'too-many-changes', most: number) =>
    fault('evidence-range', { problem, first, last, most })
  let [from, to] = [0, 0]
  if (range.by === 'rows') {
    from = range.from
    to = range.to
    if (from < first) throw wrong('removed', packRowsMost)
    if (to > last) throw wrong('empty', packRowsMost)
  } else {
    from = Math.max(first, (await tables.auditProof.lastBefore(beginOfDay(dayNamed(range.from), house.timeZone))) + 1)
    to = await tables.auditProof.lastBefore(endOfDay(dayNamed(range.to), house.timeZone))
  }
  if (from > to) throw wrong('empty', packRowsMost)
  if (to - from + 1 > packRowsMost) throw wrong('too-many-rows', packRowsMost)
  const changes = await tables.evidence.countChanges(from, to)
  if (changes > packChangesMost) throw wrong('too-many-changes', packChangesMost)
  return { from, to }
}

/** Anchors of these rows, the one before and the one after, and the newest: it tells of a log that was cut at its end. */
async function anchorsFor({ logWatch }: House, { from, to }: Plan): Promise<PackSource['anchors']> {
  const { good } = await logWatch.readAnchors(Math.max(1, from - 1))
  const behind = good.findIndex(({ no }) => no > to)
  if (behind < 0) return good
  const newest = good.at(-1)
  return [...good.slice(0, behind + 1), ...(newest && good.length > behind + 1 ? [newest] : [])]
}

async function sourceOf(call: Call, plan: Plan, told: () => Promise<void>): Promise<PackSource> {
  const { house } = call
  const { from, to } = plan
  const anchors = await anchorsFor(house, plan)
  const known = await house.signer.known()
  return house.store.read(async (tables) => {
    const counts = async (no: number): Promise<PackSource['before']> =>
      (await tables.coverage.countsAt(no)).map(
        ({ department, role, policy, state, enabled, count }) =>
          [department, role, policy, state, enabled, count] as const,
      )
    return {
      rows: async function* () {
        for await (const row of tables.evidence.rows(from, to)) {
          await told()
          yield row
        }
      },
      changes: () => tables.auditProof.events(from, to),
      anchors,
      cuts: (await tables.auditProof.cuts()).filter((cut) => cut.to_no < from),
      keys: (await tables.signingKeys.list())
        .filter(({ id }) => known.has(id))
        .map((key) => ({ id: key.id, publicKey: key.public_key, madeAt: key.made_at })),
      before: await counts(from - 1),
      after: await counts(to),
    }
  })
}

async function build(call: Call, plan: Plan, writer: FileWriter): Promise<Detail> {
  const { house } = call
  const { from, to, language, reason } = plan
  call.reason = reason
  const key = await house.signer.key()
  let seen = 0
  const told = async (): Promise<void> => {
    if (++seen % tellEvery === 0) await writer.reached(Math.min(to - from, Math.floor(seen / readings)))
  }
  const source = await sourceOf(call, plan, told)
  const { storeName, logEnd } = await house.store.read(async (tables) => ({
    storeName: await issuerOf(tables),
    // Asked after the anchors: one that is signed meanwhile must not seem to lie past the end.
    logEnd: (await tables.audit.last()).no,
  }))
  const { name, email } = actorOf(call)
  const { standings } = await makePack({
    facts: {
      ...{ store: house.storeId, storeName, from, to, logEnd, timeZone: house.timeZone },
      ...{ madeAt: call.at, madeBy: name === '' ? email : `${name} (${email})`, reason, language },
      ...{ version: house.version, key: key.keyId },
    },
    source,
    ends: await endsOf(source),
    page: await house.verifierPage(),
    sign: (text) => key.sign(text),
    write: (bytes) => writer.write(bytes),
  })
  const start = await house.store.read((tables) => tables.auditProof.start())
  if (start.no >= from) throw fault('changed-meanwhile')
  return { from, to, rows: to - from + 1, changes: standings }
}

/** @returns the handlers of the group `evidence`. */
export function evidenceHandlers(desk: GuardedDesk, { madeFiles }: House) {
  const { make, progress, cancel, part } = madeFileHandlers<Plan>('evidence', madeFiles, build)
  return {
    prepare: desk.evidence.prepare.handler(async ({ input, context: { call } }) => {
      const { from, to } = await call.house.store.read((tables) => rowsOf(tables, call, input.range))
      const total = to - from + 1
      const name = fileNamePart(`mfa-desk-evidence-${from}-${to}.zip`, 'evidence.zip')
      const { id: ownerId } = actorOf(call)
      const plan: Plan = { ...input, from, to }
      const wanted = { kind: 'evidence', ownerId, name, type: 'application/zip', total, plan }
      return { fileId: await madeFiles.prepare(wanted), total }
    }),
    make: desk.evidence.make.handler(make),
    progress: desk.evidence.progress.handler(progress),
    cancel: desk.evidence.cancel.handler(cancel),
    part: desk.evidence.part.handler(part),
  }
}
