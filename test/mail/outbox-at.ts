/** An outbox on a real store with a clock, an alarm and seals of the spec's own, and a postman for it. */
import type { Store } from '../../src-main/store/store'
import type { OutboxRow } from '../../src-main/store/outbox'
import type { LetterFacts } from '../../src-main/mail/letter-facts'
import type { Mailer } from '../../src-main/mail/mailer'
import { makePostman, type Postman, type PostmanOptions } from '../../src-main/mail/postman'
import { onTestFinished } from 'vitest'
import { tempStore } from '../store/temp-store'

export const from = { name: 'WhaTap', address: 'no-reply@corp.example' }

const facts: LetterFacts = {
  issuer: 'WhaTap',
  accountName: 'taro.tanaka@corp.example',
  personName: '田中 太郎',
  at: '2026-03-31T09:00:00.000Z',
  timeZone: 'Asia/Tokyo',
  by: { kind: 'self' },
}

/** Not how bodies are sealed; enough to see whether one is there, and to be refused where it was changed. */
const seal = (id: string, plain: string): string => `sealed:${id}:${Buffer.from(plain).toString('base64url')}`
function unseal(id: string, sealed: string): Uint8Array {
  const [, row, body = ''] = sealed.split(':')
  if (row !== id) throw new Error('moved from another row')
  return Buffer.from(body, 'base64url')
}

export interface OutboxAt {
  readonly store: Store
  /** Milliseconds; set it to move time. */
  time: number
  /** The alarm that is set: after how many milliseconds, and what rings it. */
  readonly alarms: { readonly ms: number; readonly ring: () => void }[]
  readonly logged: unknown[]
  /** Puts a notice into the outbox, due now. */
  notice(id: string, changed?: Partial<OutboxRow>): Promise<OutboxRow>
  /** Puts a code into the outbox, due now and over in ten minutes. */
  code(id: string, code: string, changed?: Partial<OutboxRow>): Promise<OutboxRow>
  row(id: string): Promise<OutboxRow>
  /** What servers said of it, newest first. */
  said(id: string): Promise<string[]>
  postman(mailer: Mailer, changed?: Partial<PostmanOptions>): Postman
}

export async function outboxAt(): Promise<OutboxAt> {
  const { store } = await tempStore()
  const state = { time: Date.parse('2026-03-31T09:00:00.000Z') }
  const alarms: { ms: number; ring: () => void }[] = []
  const logged: unknown[] = []
  const now = () => new Date(state.time).toISOString()

  async function put(id: string, body: LetterFacts, changed: Partial<OutboxRow>): Promise<OutboxRow> {
    const row: OutboxRow = {
      id,
      kind: 'password-changed',
      account_id: null,
      account_name: '田中 太郎',
      recipient: 'taro.tanaka@corp.example',
      language: 'ja',
      state: 'queued',
      secret: 0,
      sealed: seal(id, JSON.stringify(body)),
      message_id: `<${id}@corp.example>`,
      made_at: now(),
      expires_at: null,
      tries: 0,
      next_at: now(),
      last_at: null,
      said: '[]',
      ...changed,
    }
    await store.write(({ outbox }) => outbox.insertMany([row]))
    return row
  }

  const find = async (id: string) => (await store.read(({ outbox }) => outbox.find(id)))!

  return {
    store,
    alarms,
    logged,
    get time() {
      return state.time
    },
    set time(ms) {
      state.time = ms
    },
    notice: (id, changed = {}) => put(id, facts, changed),
    code: (id, code, changed = {}) => {
      const until = new Date(state.time + 600_000).toISOString()
      const row = { kind: 'sign-in-code', secret: 1, expires_at: until, ...changed } as const
      return put(id, { ...facts, code, minutes: 10 }, row)
    },
    row: find,
    said: async (id) => (JSON.parse((await find(id)).said) as { words: string }[]).map(({ words }) => words),
    postman(mailer, changed = {}) {
      const postman = makePostman({
        store,
        unseal,
        way: async () => ({ mailer, from }),
        clock: () => state.time,
        log: { error: (told, message) => void logged.push({ ...told, message }) },
        alarm: (ms, ring) => {
          const alarm = { ms, ring }
          alarms.push(alarm)
          return () => void alarms.splice(alarms.indexOf(alarm), alarms.includes(alarm) ? 1 : 0)
        },
        ...changed,
      })
      onTestFinished(() => postman.close())
      return postman
    },
  }
}
