/** `--recover-administrator`: the printed key, and nothing else, gives an administrator a way in; who and when is recorded. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { ReadStream, WriteStream } from 'node:tty'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import { composeRecovery, hasStore } from '../../src-main/compose-recovery'
import { writeDeskNote } from '../../src-main/host/desk-note'
import { runRecovery } from '../../src-main/host/recover-administrator'
import { takeFolderLock } from '../../src-main/store/folder-lock'
import { enrolOtp } from '../doubles/behind-the-desk'
import { refusalOf } from '../doubles/operations'
import { lettersOf } from '../doubles/letters'
import { makeAccount, openTestDesk, password, testCost, welcomed, type TestDesk } from '../doubles/test-desk'

const email = 'keiko.ito@corp.example'
const grouped = /([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/

let test: TestDesk
let desk: Desk
let seat: Seat
let me: string
let key: string

beforeEach(async () => {
  test = await openTestDesk()
  const first = await welcomed(test)
  ;({ desk, seat } = first)
  me = first.me.id
  key = first.recoveryKey.groups.join(' ')
})
afterEach(() => test.close())

interface Said {
  readonly code: number
  readonly out: string
}

/** The talk in this process, with a terminal of the spec's own. `typed` null: no terminal. */
async function recover(typed: string | null, named: string | null = null, data = test.folder): Promise<Said> {
  const input = Object.assign(new PassThrough(), { isTTY: typed !== null }) as unknown as ReadStream & PassThrough
  const output = new PassThrough()
  let out = ''
  output.on('data', (text) => {
    out += String(text)
    if (typed !== null && String(text).endsWith('Recovery key: ')) input.write(`${typed}\n`)
  })
  const open = (options: { dataFolder: string }) =>
    composeRecovery({ ...options, clock: () => test.time, scryptCost: testCost })
  const means = { hasStore, open, takeLock: takeFolderLock }
  const terminal = { input, output: output as unknown as WriteStream }
  const code = await runRecovery(means, { data, recover: { email: named } }, terminal)
  return { code, out }
}

/** Closes the desk, recovers, and opens it again. */
async function away(typed: string | null, named: string | null = null): Promise<Said> {
  await test.composed.close()
  const said = await recover(typed, named)
  await test.restart()
  return said
}

const outside = <T>(query: string): T[] => {
  const db = new Database(test.file)
  try {
    const statement = db.prepare(query)
    return statement.reader ? (statement.all() as T[]) : (statement.run(), [])
  } finally {
    db.close()
  }
}
const rows = () =>
  outside<{
    act: string
    result: string
    code: string | null
    host: string
    account_id: string | null
    detail: string
  }>(
    `select act, result, code, host, account_id, detail from audit where act = 'keys.recoverAdministrator' order by no`,
  ).map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as unknown }))
/** All that a recovery could change. */
const substance = () =>
  ['accounts', 'passwords', 'otp_keys', 'sessions', 'outbox'].map((table) =>
    outside(`select * from ${table} order by 1`),
  )

describe('with the printed key', () => {
  it('the last administrator gets a temporary password, and MFA, sessions, lock and counts are gone', async () => {
    await enrolOtp(test, me)
    outside(`update accounts set locked_until = '2026-03-31T10:00:00.000Z', lock_cause = 'wrong-second-factor'`)
    outside(`insert into factor_tries values ('${me}', 12, '2026-03-31T09:00:00.000Z')`)
    for (let tries = 0; tries < 5; tries++) {
      await refusalOf(test.at(test.seat()).session.signIn({ email, password: 'not the password at all' }))
    }
    const { code, out } = await away(key.toLowerCase())
    expect(code).toBe(0)
    expect(out).toContain(`${email} has a temporary password: `)
    expect(out).toContain('72 hours')
    expect(out).toContain('npm start')
    expect(out).not.toContain(key.split(' ')[0])

    const typed = grouped.exec(out.slice(out.indexOf('has a temporary')))![0]
    const at = test.at(test.seat())
    expect((await at.session.signIn({ email, password: typed })).kind).toBe('in')
    expect((await refusalOf(at.settings.show())).data).toEqual({ to: 'password' })
    await at.self.changePassword({ current: typed, password: 'a walk along the river at noon' })
    expect(await at.accounts.show({ id: me })).toMatchObject({
      state: 'not-enrolled',
      lockedUntil: null,
      otp: null,
      recoverySet: null,
      codesLeft: null,
      wrongInRow: 0,
      openSessions: 1,
    })
    expect((await refusalOf(test.at(seat).accounts.counts())).code).toBe('session-ended')
    expect((await refusalOf(test.at(test.seat()).session.signIn({ email, password }))).code).toBe('sign-in-wrong')
  })

  it('is recorded and told to the owner in the same transaction, without the password', async () => {
    await enrolOtp(test, me)
    const { out } = await away(key)
    const typed = grouped.exec(out.slice(out.indexOf('has a temporary')))![0]
    expect(rows()).toEqual([
      {
        ...{ act: 'keys.recoverAdministrator', result: 'done', code: null, host: 'start', account_id: me },
        detail: {
          stateBefore: 'enrolled-otp',
          state: 'not-enrolled',
          droppedPending: false,
          codesVoid: 10,
          sessionsEnded: 1,
          wasDisabled: false,
          expiresAt: '2026-04-03T09:00:00.000Z',
          standings: 2,
          standingsHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        },
      },
    ])
    const letters = (await lettersOf(test)).filter(({ kind }) => kind === 'administrator-recovered')
    expect(letters).toMatchObject([{ to: email, facts: { by: { kind: 'system' } } }])
    expect(JSON.stringify([rows(), letters])).not.toContain(typed)
  })

  it('where the row cannot be written, nothing is changed', async () => {
    outside(`create trigger no_more before insert on audit begin select raise(abort, 'the log is closed'); end`)
    const before = substance()
    await test.composed.close()
    const { code, out } = await recover(key)
    expect([code, substance()]).toEqual([1, before])
    expect(out).not.toMatch(/has a temporary|\n\s+at /)
  })

  it('leads to Must re-enrol where MFA is required, and leaves who had none as they were', async () => {
    await desk.session.stepUp({ password })
    const policy = (await desk.settings.show()).policy
    await desk.settings.changePolicy({ ...policy, required: 'staff' })
    const state = () => outside(`select state from accounts where id = '${me}'`)
    await away(key)
    expect(state()).toEqual([{ state: 'not-enrolled' }])
    await enrolOtp(test, me)
    await away(key)
    expect(state()).toEqual([{ state: 'must-re-enrol' }])
  })

  it('enables a last one that is disabled, and says so', async () => {
    outside(`update accounts set enabled = 0 where id = '${me}'`)
    outside(`update account_counts set enabled = 0 where role = 'administrator'`)
    const { code, out } = await away(key)
    expect(code).toBe(0)
    expect(out).toContain('enabled again')
    expect(outside(`select enabled from accounts where id = '${me}'`)).toEqual([{ enabled: 1 }])
    expect(outside(`select enabled, count from account_counts`)).toEqual([{ enabled: 1, count: 1 }])
  })
})

describe('of several administrators', () => {
  let second: string
  beforeEach(async () => {
    second = await makeAccount(desk, 'Aoi Mori', 'aoi.mori@corp.example', 'administrator')
  })

  it('one is to be named, and each is offered', async () => {
    const before = substance()
    const { code, out } = await away(key)
    expect(code).toBe(1)
    for (const one of [email, 'aoi.mori@corp.example']) expect(out).toContain(`--recover-administrator ${one}`)
    expect(substance()).toEqual(before)
    expect(rows()).toMatchObject([{ result: 'refused', code: 'input-invalid', account_id: null }])
  })

  it('the one named, in any spelling, is it, and the other is left alone', async () => {
    const { code, out } = await away(key, 'AOI.Mori@corp.example')
    expect([code, out.includes('aoi.mori@corp.example has a temporary password')]).toEqual([0, true])
    expect(outside(`select account_id from passwords where must_change = 1`)).toEqual([{ account_id: second }])
    expect((await test.at(test.seat()).session.signIn({ email, password })).kind).toBe('in')
  })

  it('a disabled one is the others’ to enable; who is no administrator is not recovered', async () => {
    await desk.accounts.disable({ id: second, reason: 'left' })
    await makeAccount(desk, 'Ben Carter', 'ben@corp.example', 'helpdesk')
    const before = substance()
    for (const [named, said] of [
      ['aoi.mori@corp.example', 'is disabled'],
      ['ben@corp.example', 'No administrator has the address'],
      ['nobody@corp.example', 'No administrator has the address'],
    ] as const) {
      const { code, out } = await away(key, named)
      expect([code, out.includes(said)]).toEqual([1, true])
    }
    expect(substance()).toEqual(before)
    expect(rows().map(({ code }) => code)).toEqual(['account-disabled', 'not-found', 'not-found'])
    expect((await away(key)).out).toContain(`${email} has a temporary password`)
  })
})

describe('without it', () => {
  it.each([
    ['a key of nought', '0000-'.repeat(8)],
    ['no key at all', 'not a key'],
    ['5,000 characters', 'x'.repeat(5000)],
  ])('%s: a sentence, a row, and nothing changed', async (_what, typed) => {
    const before = substance()
    const { code, out } = await away(typed)
    expect(code).toBe(1)
    expect(out).toContain('That is not the recovery key of this store. Nothing was changed')
    expect(substance()).toEqual(before)
    expect(rows()).toEqual([
      {
        act: 'keys.recoverAdministrator',
        result: 'failed',
        code: 'recovery-key-wrong',
        host: 'start',
        account_id: null,
        detail: {},
      },
    ])
  })

  it('the key of another store is a wrong one', async () => {
    const other = await openTestDesk()
    const { recoveryKey } = await welcomed(other)
    await other.close()
    expect((await away(recoveryKey.groups.join(''))).code).toBe(1)
    expect(rows()).toMatchObject([{ code: 'recovery-key-wrong' }])
  })

  it('an empty answer, and no terminal to answer at, leave everything as it is', async () => {
    const before = substance()
    expect(await away('')).toMatchObject({ code: 1, out: expect.stringMatching(/Nothing was changed\.\n$/) as string })
    const { code, out } = await away(null)
    expect([code, out.includes('is asked for at a terminal')]).toEqual([1, true])
    expect(substance()).toEqual(before)
    expect(rows()).toEqual([])
  })
})

describe('the folder', () => {
  it('of an open desk is left alone, and it is said who has it', async () => {
    const release = takeFolderLock(join(test.folder, 'desk.lock'))!
    const who = {
      host: 'electron',
      pid: process.pid,
      user: 'aoi',
      computer: hostname(),
      url: null,
      door: '/a/door',
    } as const
    writeDeskNote(test.folder, { ...who, since: '2026-03-31T08:00:00.000Z' })
    const { code, out } = await recover(key).finally(release)
    expect([code, rows()]).toEqual([1, []])
    expect(out).toContain(test.folder)
    expect(out).toContain('by aoi on')
    expect(out).toContain('Close it, then ask again')
    expect(out).not.toContain('Recovery key')
  })

  it('without a store is left as it is, whether there or not', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))
    try {
      for (const data of [empty, join(empty, 'none')]) {
        const { code, out } = await recover(key, null, data)
        expect([code, out]).toEqual([1, `There is no store in ${data}. --data names another folder.\n`])
      }
      expect(readdirSync(empty)).toEqual([])
    } finally {
      rmSync(empty, { recursive: true })
    }
  })
})
