/** The first start: one administrator, a recovery key read back, and a store that opens again. */
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../../src-main/fault'
import { refusalOf } from '../doubles/operations'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'

let test: TestDesk

beforeEach(async () => {
  test = await openTestDesk()
})
afterEach(() => test.close())

const first = { name: 'Keiko Ito', email: 'keiko.ito@corp.example', password, issuer: 'WhaTap' }

describe('welcome', () => {
  it('is owed on an empty store, then the recovery key, then nothing', async () => {
    const seat = test.seat()
    const desk = test.at(seat)
    expect((await desk.session.state()).welcome).toBe('administrator')
    const { recoveryKey } = await desk.welcome.makeAdministrator(first)
    expect((await desk.session.state()).welcome).toBe('recovery-key')
    expect(recoveryKey.groups).toHaveLength(8)
    const groups = recoveryKey.askBack.map((place) => recoveryKey.groups[place]!.toLowerCase())
    await desk.welcome.confirmRecoveryKey({ groups })
    expect(await desk.session.state()).toMatchObject({ welcome: null, issuer: 'WhaTap' })
  })

  it('makes one first administrator, even when two windows ask at once', async () => {
    const outcomes = await Promise.allSettled(
      ['a@corp.example', 'b@corp.example'].map((email) =>
        test.at(test.seat()).welcome.makeAdministrator({ ...first, email }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await refusalOf(test.at(test.seat()).welcome.makeAdministrator(first))).code).toBe('welcome-done')
  })

  it('refuses short and common passwords and what is no address', async () => {
    const desk = test.at(test.seat())
    const make = (change: Partial<typeof first>) => refusalOf(desk.welcome.makeAdministrator({ ...first, ...change }))
    expect((await make({ password: 'fourteen chars' })).data).toMatchObject({ problem: 'too-short', least: 15 })
    expect((await make({ password: 'passwordpassword' })).data).toMatchObject({ problem: 'common' })
    expect(await make({ email: 'keiko.ito' })).toEqual({ code: 'input-invalid', data: { field: 'email' } })
    expect((await desk.session.state()).welcome).toBe('administrator')
  })

  it('refuses the wrong groups, and a new key voids the one shown before', async () => {
    const desk = test.at(test.seat())
    const { recoveryKey } = await desk.welcome.makeAdministrator(first)
    const answer = recoveryKey.askBack.map((place) => recoveryKey.groups[place]!)
    expect((await refusalOf(desk.welcome.confirmRecoveryKey({ groups: ['0000', '0000'] }))).code).toBe(
      'recovery-key-wrong',
    )
    await desk.welcome.makeRecoveryKey()
    expect((await refusalOf(desk.welcome.confirmRecoveryKey({ groups: answer }))).code).toBe('recovery-key-wrong')
  })
})

describe('the key file', () => {
  const keyFile = () =>
    join(
      test.folder,
      'keys',
      readdirSync(join(test.folder, 'keys')).find((name) => name.endsWith('.key'))!,
    )

  it('opens the store again, and without it there is no start and no write', async () => {
    await welcomed(test)
    const file = keyFile()
    await test.composed.close()
    renameSync(file, `${file}.away`)
    const refused = await test.restart().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Fault)
    expect((refused as Fault).code).toBe('key-wrong')
    renameSync(`${file}.away`, file)
    await test.restart()
    expect((await test.at(test.seat()).session.state()).issuer).toBe('WhaTap')
  })

  it('that is lost is made anew with the printed recovery key, and that is recorded', async () => {
    const { recoveryKey } = await welcomed(test)
    const file = keyFile()
    await test.composed.close()
    rmSync(file)
    const wrong = await test.restart('0000-'.repeat(8)).catch((error: unknown) => error)
    expect((wrong as Fault).code).toBe('recovery-key-wrong')
    await test.restart(recoveryKey.groups.join(' ').toLowerCase())
    await test.restart()
    const desk = test.at(test.seat())
    await desk.session.signIn({ email: 'keiko.ito@corp.example', password })
    const { rows } = await desk.audit.list({ before: null, limit: 10, act: 'keys.remakeFile' })
    expect(rows).toMatchObject([{ host: 'start', result: 'done' }])
  })

  it('of another store is refused', async () => {
    await welcomed(test)
    const other = await openTestDesk()
    const file = keyFile()
    const foreign = join(other.folder, 'keys', readdirSync(join(other.folder, 'keys'))[0]!)
    await test.composed.close()
    rmSync(file)
    renameSync(foreign, file)
    expect(((await test.restart().catch((error: unknown) => error)) as Fault).code).toBe('key-wrong')
    await other.close()
  })
})
