/** A cut beside what else goes on with the log: rows that are not signed for yet, and a check that is under way. */
import { expect, it, onTestFinished, vi } from 'vitest'
import { genesis } from '../../src-main/engine/chain-text'
import { cutText } from '../../src-main/engine/signed-text'
import { openBehind } from '../doubles/behind-the-desk'
import { packRow } from '../doubles/pack-row'
import { rowsOf } from '../doubles/store-outside'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { houseOnFile } from '../harness/house-on-file'
import { auditRow } from '../store/made-up-rows'

vi.setConfig({ testTimeout: 60_000 })

const sha256 = 'c'.repeat(64)

/** Appends rows, and says of a pack that it holds all of them. @returns number of the last that it holds */
async function packedRows(test: TestDesk, count: number): Promise<number> {
  const hand = await openBehind(test)
  const no = await hand.write(async ({ audit }) => {
    for (let nr = 0; nr < count; nr += 1) await audit.append(auditRow({ at: new Date(test.time).toISOString() }))
    const last = await audit.last()
    await audit.append(packRow(test.time, { from: 1, to: last.no, sha256 }))
    return last.no
  })
  await hand.close()
  return no
}

it('past the newest anchor it is no break: the next anchor is signed for what stands on the cut', async () => {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { desk } = await welcomed(test)
  test.time += 11 * 60_000
  await test.tick()
  const { anchor } = await desk.audit.state()
  const to = await packedRows(test, 20)
  expect(anchor?.no).toBeLessThan(to)
  await desk.session.stepUp({ password })
  await desk.audit.cut({ to, fileSha256: sha256, reason: 'kept for two years' })
  await vi.waitFor(() => expect(rowsOf(test)[0]?.no).toBe(to + 1), { timeout: 20_000 })
  expect((await desk.audit.state()).anchor).toEqual(anchor)
  test.time += 11 * 60_000
  await test.tick()
  const state = await desk.audit.state()
  expect(state).toMatchObject({ brokenAt: null, anchor: { no: state.last } })
})

it('waits with the rows for a check that began before it', async () => {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  await welcomed(test)
  const to_no = await packedRows(test, 4000)
  await test.composed.close()
  const { store, signer, storeId, logWatch } = await houseOnFile(test.folder, { clock: () => test.time })
  onTestFinished(() => store.close())
  const { keyId: key_id, sign } = await signer.key()
  logWatch.start(null)
  await vi.waitFor(() => expect(logWatch.running()?.done).toBeGreaterThan(0), { interval: 1 })
  await store.write(async ({ audit, auditProof }) => {
    const [row] = await audit.listFrom(to_no, 1)
    const { hash: last_hash, at: last_at } = row!
    const stone = { from_no: 1, to_no, before: genesis, last_hash, last_at, file_sha256: sha256, key_id }
    const cut = { ...stone, cut_at: new Date(test.time).toISOString(), actor_name: 'Keiko Ito' }
    await auditProof.markAt(to_no, last_at)
    await auditProof.insertCut({ ...cut, signature: sign(cutText(storeId, cut)) })
  })
  logWatch.letGo()
  await logWatch.idle()
  expect(logWatch.broken()).toBeNull()
  expect(logWatch.whole()).toMatchObject({ from: 1, broken: null })
  expect(rowsOf(test)[0]?.no).toBe(to_no + 1)
})
