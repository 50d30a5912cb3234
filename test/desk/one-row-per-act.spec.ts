/** Each writing operation: done leaves one row, refused leaves one row, and without its row it leaves nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mayDo } from '../../src-preload/contract/rights'
import { callByName, factsOf, faultOf, preparingOperations, takesInput, writingOperations } from '../doubles/operations'
import { outside, rowsOf, signedIn, substanceOf } from '../doubles/store-outside'
import { makeAccount, openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import type { Scene } from './accepted'
import { accepted } from './accepted-all'
import { importedFile, readyImport } from './accepted-imports'

let closing: TestDesk[] = []
/** Operations of the first start need a store of their own; the rows are counted there. */
let elsewhere: TestDesk | null = null

let scene: Scene

beforeEach(async () => {
  const test = await openTestDesk()
  closing = [test]
  elsewhere = null
  const { desk, seat, me } = await welcomed(test)
  const person = await makeAccount(desk, 'Haruka Sato', 'haruka@corp.example')
  const emptyDesk = async () => {
    elsewhere = await openTestDesk()
    closing.push(elsewhere)
    return elsewhere
  }
  scene = { test, desk, seat, administrator: me.id, person, emptyDesk }
})
afterEach(async () => {
  for (const test of closing) await test.close()
})

describe('every writing operation', () => {
  it('is in the table', () => {
    expect(Object.keys(accepted).sort()).toEqual(writingOperations().sort())
  })

  for (const name of Object.keys(accepted)) {
    it(`${name}: done leaves exactly one row`, async () => {
      const call = await accepted[name]!(scene)
      const where = elsewhere ?? scene.test
      const before = rowsOf(where)
      await call()
      // by number: a cut lets go of the oldest ones
      const added = rowsOf(where).filter(({ no }) => no > (before.at(-1)?.no ?? 0))
      expect(added.map(({ act, result, code }) => ({ act, result, code }))).toEqual([
        { act: name, result: 'done', code: null },
      ])
    })

    it(`${name}: refused leaves exactly one row and nothing else`, async () => {
      const before = rowsOf(scene.test)
      const substance = substanceOf(scene.test)
      const code = await faultOf(callByName(scene.test.at(scene.test.seat()), name, { nonsense: true }))
      expect(code).not.toBeNull()
      const added = rowsOf(scene.test).slice(before.length)
      expect(added).toMatchObject([{ no: before.length + 1, act: name, result: 'refused', code }])
      expect(substanceOf(scene.test)).toBe(substance)
    })

    if (takesInput(name))
      it(`${name}: an administrator's bad input leaves exactly one row and nothing else`, async () => {
        const { test, desk, administrator } = scene
        // whatever asks each time has been answered: only the input is wrong
        await desk.session.stepUp({ password })
        const before = rowsOf(test)
        const substance = substanceOf(test)
        expect(await faultOf(callByName(desk, name, { nonsense: true }))).toBe('input-invalid')
        const actor_id = factsOf(name).right === 'anyone' ? null : administrator
        expect(rowsOf(test).slice(before.length)).toMatchObject([
          { act: name, result: 'refused', code: 'input-invalid', ...(actor_id && { actor_id }) },
        ])
        expect(substanceOf(test)).toBe(substance)
      })

    const { right } = factsOf(name)
    if (right !== 'anyone' && right !== 'nobody' && !mayDo('auditor', right))
      it(`${name}: an auditor who tries leaves exactly one row and nothing else`, async () => {
        const { test, desk, person } = scene
        const auditor = await makeAccount(desk, 'Aki Auditor', 'aki@corp.example', 'auditor')
        const { desk: theirs } = await signedIn(test, auditor)
        const before = rowsOf(test)
        const substance = substanceOf(test)
        const asked = { id: person, accountId: person, keyId: person, importId: person, reason: 'why' }
        expect(await faultOf(callByName(theirs, name, asked))).toBe('not-allowed')
        expect(rowsOf(test).slice(before.length)).toMatchObject([
          { act: name, actor_id: auditor, actor_role: 'auditor', result: 'refused', code: 'not-allowed' },
        ])
        expect(substanceOf(test)).toBe(substance)
      })

    it(`${name}: the row of a refusal says who asked, to whom and why`, async () => {
      const { test, desk, seat, person, administrator } = scene
      // Everybody's session has run out by then: refused, and still one knows whose it was.
      test.time += 16 * 60_000
      const open = factsOf(name).right === 'anyone'
      const before = rowsOf(test)
      const about = /^(accounts|otp|recovery|email|passwords)\./.test(name)
      // `id` is an account's in the group accounts alone.
      const field = about && !name.startsWith('accounts.') ? 'accountId' : 'id'
      const asked = { [field]: person, keyId: person, importId: person, reason: '  new phone ', nonsense: 1 }
      const ofAnyone = takesInput(name) ? 'input-invalid' : 'challenge-over'
      expect(await faultOf(callByName(desk, name, asked))).toBe(open ? ofAnyone : 'session-ended')
      expect(seat.session).toBeNull()
      expect(rowsOf(test).slice(before.length)).toMatchObject([
        {
          act: name,
          actor_id: open ? null : administrator,
          actor_name: open ? '' : 'Keiko Ito',
          account_id: about ? person : null,
          account_name: about ? 'Haruka Sato' : '',
          reason: 'new phone',
        },
      ])
    })

    it(`${name}: where the audit row cannot be written nothing changes`, async () => {
      const call = await accepted[name]!(scene)
      const where = elsewhere ?? scene.test
      outside(where, (db) =>
        db.exec(
          `create trigger no_more_rows before insert on audit begin select raise(abort, 'the log is closed'); end`,
        ),
      )
      const before = rowsOf(where)
      const substance = substanceOf(where)
      expect(await faultOf(call())).toBe('log-unwritable')
      expect(rowsOf(where)).toEqual(before)
      expect(substanceOf(where)).toBe(substance)
    })
  }

  it('names nobody where the id is of no account, or of an import', async () => {
    const { test, desk, person } = scene
    const before = rowsOf(test)
    await faultOf(callByName(desk, 'accounts.disable', { id: 'a'.repeat(26), reason: 'left' }))
    await faultOf(callByName(desk, 'accounts.disable', { id: `${person}' or 1`, reason: 'left' }))
    await faultOf(callByName(desk, 'imports.apply', { importId: person, id: person }))
    expect(rowsOf(test).slice(before.length)).toMatchObject([
      { code: 'not-found', account_id: null, account_name: '', reason: 'left' },
      { code: 'input-invalid', account_id: null, account_name: '', reason: 'left' },
      { code: 'input-invalid', account_id: null, account_name: '' },
    ])
  })
})

describe('what makes ready for an act', () => {
  it('is the import up to its preview, and what a file is to hold', () => {
    expect(preparingOperations().sort()).toEqual([
      'evidence.prepare',
      'imports.check',
      'imports.open',
      'imports.reread',
      'jobFiles.prepare',
      'reports.prepare',
    ])
  })

  it('leaves no row where it is done', async () => {
    const before = rowsOf(scene.test)
    await readyImport(scene)
    expect(rowsOf(scene.test)).toEqual(before)
  })

  for (const name of preparingOperations()) {
    it(`${name}: a user who tries leaves one row`, async () => {
      const { test, person } = scene
      const { desk: theirs } = await signedIn(test, person)
      const before = rowsOf(test)
      expect(await faultOf(callByName(theirs, name, { file: importedFile() }))).toBe('not-allowed')
      expect(rowsOf(test).slice(before.length)).toMatchObject([
        { act: name, actor_id: person, actor_role: 'user', result: 'refused', code: 'not-allowed' },
      ])
    })
  }
})
