/** A desk killed -9 while rows of the log are let go: no cut or all of it, and what is left proves itself. */
import { expect, it, onTestFinished, vi } from 'vitest'
import { hashSessionId, makeSessionId } from '../../src-main/engine/session-id'
import { systemRandom as random } from '../../src-main/random'
import { openBehind } from '../doubles/behind-the-desk'
import { packRow } from '../doubles/pack-row'
import { outside, rowsOf } from '../doubles/store-outside'
import { openTestDesk, password, welcomed } from '../doubles/test-desk'
import { killCalls } from '../harness/killed-calls'
import { often, patience } from '../harness/often'
import { account, auditRow } from '../store/made-up-rows'

vi.setConfig({ testTimeout: patience })

const sha256 = 'c'.repeat(64)

it('killed -9 in the middle: no cut or all of it, and the next start goes on with what was left', async () => {
  const test = await openTestDesk()
  onTestFinished(() => test.close())
  const { seat, me } = await welcomed(test)
  const hand = await openBehind(test)
  for (let nr = 0; nr < 60; nr += 1) {
    await hand.write(async (tables) => {
      const at = new Date(test.time).toISOString()
      if (nr % 2 === 0) await tables.accounts.insert(account(`p${nr}`))
      else await tables.accounts.change(`p${nr - 1}`, { enabled: 0 })
      await tables.audit.append(auditRow({ at }), [me.id])
    })
  }
  let now = test.time + 1
  let asked = 0
  let whole = 0
  await test.composed.close()
  const cuts = () =>
    outside(test, (db) => db.prepare('select max(to_no) from audit_cuts').pluck().get()) as number | null
  const died = await killCalls({
    folder: test.folder,
    betweenStatements: often(10, 300),
    atAnyTime: often(2, 60),
    prepare: async () => {
      asked = (cuts() ?? 0) + 2
      now += 60_000
      const session = makeSessionId(random)
      await hand.write(async (tables) => {
        const at = new Date(now).toISOString()
        await tables.audit.append(packRow(now, { from: (cuts() ?? 0) + 1, to: asked, sha256 }))
        await tables.sessions.insert({
          ...{ id_hash: hashSessionId(session), account_id: me.id, host: 'in-process', computer: 'TEST-01' },
          ...{ made_at: at, last_seen_at: at, fresh_at: at, step_up_unused: 1, ended_at: null },
          ...{ entered_by: 'password', factor_at: null },
        })
      })
      const call = { operation: 'audit.cut', input: { to: asked, fileSha256: sha256, reason: 'old' } }
      return { call, seat: { session, challenge: null }, now }
    },
    check: async (answered) => {
      const done = cuts() === asked
      if (answered) expect(done, 'what was acknowledged is there').toBe(true)
      if (done) whole += 1
      const rows = rowsOf(test)
      const acts = rows.filter(({ act, result }) => act === 'audit.cut' && result === 'done')
      expect(acts.some(({ detail }) => (JSON.parse(detail) as { to: number }).to === asked)).toBe(done)
      expect(
        rows.some(({ no }) => no === asked + 1),
        'no row behind the cut is gone',
      ).toBe(true)
    },
  })
  await hand.close()
  expect(died).toBeGreaterThanOrEqual(8)
  // the one nobody killed, and the one killed right after its commit
  expect(whole).toBeGreaterThan(1)
  test.time = now
  await test.restart()
  const to = cuts()!
  await vi.waitFor(() => expect(rowsOf(test)[0]?.no).toBe(to + 1), { timeout: 20_000 })
  const left = outside(test, (db) => db.prepare('select count(*) from audit_about where no <= ?').pluck().get(to))
  expect(left).toBe(0)
  const desk = test.at(seat)
  await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
  await desk.audit.check()
  await vi.waitFor(async () => expect((await desk.audit.checkProgress()).whole?.by).toBe('Keiko Ito'))
  expect(await desk.audit.state()).toMatchObject({ first: to + 1, brokenAt: null, whole: { from: to + 1 } })
})
