/** Who acts in a year of history: an administrator, some staff, and ten thousand others, with what they hold in their hands. */
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import type Database from 'better-sqlite3'
import type { Desk } from '../../src-preload/contract'
import type { KeySlot } from '../../src-main/keys/key-slot'
import { openKeys } from '../../src-main/keys/open-keyring'
import type { Keyring } from '../../src-main/keys/keyring'
import { systemRandom } from '../../src-main/random'
import { password, type TestDesk } from '../doubles/test-desk'
import { totp } from '../oracles/totp'

export interface Somebody {
  readonly id: string
  readonly email: string
  readonly state: string
  readonly rev: number
}

interface Staff {
  readonly id: string
  readonly email: string
  readonly secret: string
}

/** What one act is: it may be refused by the rules of the desk, and then it is a refusal in the log. */
export type YearAct = (people: YearOfPeople) => Promise<unknown>

/** A new token each time: the desk takes one only once. */
const tokenMs = 30_000

export class YearOfPeople {
  done = 0
  refused = 0
  /** Keys of apps and recovery codes by account, as the people have them. */
  readonly apps = new Map<string, { secret: string; codes: readonly string[] }>()
  /** Passwords of slips, by account. */
  readonly slips = new Map<string, string>()
  readonly pending = new Map<string, { keyId: string; secret: string }>()
  #desk: Desk
  #staff: Staff[] = []
  #sits: { who: Staff; since: number } | null = null
  #state: number

  private constructor(
    readonly test: TestDesk,
    readonly db: Database.Database,
    private readonly keyring: Keyring,
    private readonly administrator: Staff,
    seed: number,
  ) {
    this.#state = seed >>> 0
    this.#desk = test.at(test.seat())
  }

  static async begin(test: TestDesk, db: Database.Database, seed: number, id: string): Promise<YearOfPeople> {
    const value = db.prepare('select value from meta where name = ?').pluck()
    const tables = {
      meta: { find: async (name: string) => (value.get(name) as string | undefined) ?? null },
      keySlots: { list: async () => db.prepare('select * from key_slots').all() as KeySlot[] },
    }
    const { keyring } = await openKeys({ tables, keyFolder: join(test.folder, 'keys'), random: systemRandom })
    const email = db.prepare('select email from accounts where id = ?').pluck().get(id) as string
    const desk = test.at(test.seat())
    await desk.session.signIn({ email, password })
    const { keyId, secret } = await desk.self.makeOtpKey()
    await desk.self.verifyOtpKey({ keyId, token: totp({ secret, nowMs: test.time }) })
    return new YearOfPeople(test, db, keyring, { id, email, secret }, seed)
  }

  /** Repeatable chance: a whole number under `most`. */
  below(most: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * most)
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  get desk(): Desk {
    return this.#desk
  }

  /** The administrator sits down; later acts of the same quarter of an hour go on in that session. */
  async comeIn(): Promise<void> {
    await this.#sitDown(this.administrator)
  }

  async #signIn({ email, secret }: Staff): Promise<Desk> {
    this.test.time += tokenMs
    const desk = this.test.at(this.test.seat())
    await desk.session.signIn({ email, password })
    await desk.session.authenticate({ code: totp({ secret, nowMs: this.test.time }) })
    return desk
  }

  /** Proves again who sits there: for acts that ask for it each time. */
  async prove(): Promise<void> {
    this.test.time += tokenMs
    await this.#desk.session.stepUp({
      password,
      token: totp({ secret: this.administrator.secret, nowMs: this.test.time }),
    })
  }

  async hireStaff(): Promise<void> {
    for (const role of ['helpdesk', 'operator', 'auditor', 'administrator'] as const) {
      const email = `${role}.one@corp.example`
      await this.prove()
      const blank = { userName: '', secondEmail: '', phone: '', department: 'IT', language: null }
      const { id } = await this.#desk.accounts.make({ ...blank, name: `The ${role}`, email, role })
      const secret = await this.enrolOneself(id, email)
      this.#staff.push({ id, email, secret })
    }
  }

  /** A slip, the first sign-in, a password of one's own and the app. @returns the key in the app */
  async enrolOneself(id: string, email: string): Promise<string> {
    const { slip } = await this.#desk.passwords.issue({ accountId: id, way: 'slip', reason: 'first day' })
    const desk = this.test.at(this.test.seat())
    await desk.session.signIn({ email, password: slip?.password ?? '' })
    await desk.self.changePassword({ current: slip?.password ?? '', password })
    const { keyId, secret } = await desk.self.makeOtpKey()
    const { recoverySet } = await desk.self.verifyOtpKey({ keyId, token: totp({ secret, nowMs: this.test.time }) })
    this.apps.set(id, { secret, codes: recoverySet.codes })
    return secret
  }

  /** Does one act at a desk somebody sits at; a refusal of the desk is part of history, anything else an error. */
  async doAct(act: YearAct): Promise<void> {
    try {
      // Mostly the administrator; staff of lesser roles are refused what they may not.
      await this.#sitDown(this.below(5) === 0 && this.#staff.length > 0 ? this.pick(this.#staff) : this.administrator)
      await act(this)
      this.done += 1
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code === 'internal' || error.code === 'input-invalid') throw error
      this.refused += 1
    }
  }

  /** An act that the rest of the year rests on: a refusal is an error. */
  async mustDo(act: YearAct): Promise<void> {
    await this.comeIn()
    await act(this)
    this.done += 1
  }

  async #sitDown(who: Staff): Promise<void> {
    this.test.time += tokenMs
    // As fresh as most acts ask for.
    if (this.#sits !== null && this.#sits.who === who && this.test.time - this.#sits.since < 4 * 60_000) return
    this.#desk = await this.#signIn(who)
    this.#sits = { who, since: this.test.time }
  }

  /** Somebody of whom `where` is true, never one of the staff hired on the first day. Null where there is nobody. */
  somebody(where: string): Somebody | null {
    const find = this.db.prepare(`select id, email, state, rev from accounts
      where row_no >= ? and ${where} and row_no > 5 order by row_no limit 1`)
    const most = this.db.prepare('select max(row_no) from accounts').pluck().get() as number
    return ((find.get(this.below(most)) ?? find.get(0)) as Somebody | undefined) ?? null
  }

  /** The code of the newest letter to that address, opened from outside. */
  mailedTo(email: string): string {
    const row = this.db
      .prepare('select id, sealed from outbox where recipient = ? and sealed is not null order by rowid desc limit 1')
      .get(email) as { id: string; sealed: string }
    const opened = this.keyring.unseal({ table: 'outbox', column: 'sealed', row: row.id }, row.sealed)
    return (JSON.parse(Buffer.from(opened).toString('utf8')) as { code?: string }).code ?? ''
  }

  tokenOf(id: string): string {
    this.test.time += tokenMs
    return totp({ secret: this.apps.get(id)?.secret ?? '', nowMs: this.test.time })
  }

  /** An act in the very last millisecond of a day. */
  async atTheStroke(end: number): Promise<void> {
    this.test.time = end - 2 * tokenMs
    await this.comeIn()
    this.test.time = end
    await this.#switchOne('enabled = 1')
  }

  /** And in the first of the next. */
  async afterTheStroke(): Promise<void> {
    this.test.time += 1
    await this.#switchOne('enabled = 1')
    await this.#switchOne('enabled = 0')
  }

  async #switchOne(where: string): Promise<void> {
    const one = this.somebody(`role = 'user' and ${where}`)
    if (one === null) return
    const reason = 'at the stroke of midnight'
    await (where === 'enabled = 0'
      ? this.#desk.accounts.enable({ id: one.id, reason })
      : this.#desk.accounts.disable({ id: one.id, reason }))
    this.done += 1
  }

  async restart(): Promise<void> {
    await this.test.restart()
    this.#sits = null
  }
}
