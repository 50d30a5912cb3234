/** The postman: takes what is due from the outbox, sends it, and writes down what became of it. */
import { toInstant, type Clock } from '../clock'
import { Fault } from '../fault'
import type { OutboxRow, TryEnd } from '../store/outbox'
import type { Store } from '../store/store'
import type { LetterFacts } from './letter-facts'
import { renderLetter } from './letters/render-letter'
import type { Letter, Mailer, Outcome } from './mailer'
import { expired, interrupted, isOver, tryEnd } from './try-end'

/** Rings once after `ms`. @returns takes the alarm back. */
export type Alarm = (ms: number, ring: () => void) => () => void

export interface PostmanOptions {
  readonly store: Store
  /** The plain bytes of a sealed body. @throws tampered */
  readonly unseal: (rowId: string, sealed: string) => Uint8Array
  /** How mail goes out as it is set at this moment. */
  readonly way: () => Promise<{ readonly mailer: Mailer; readonly from: Letter['from'] }>
  readonly clock: Clock
  readonly log: { error(facts: Record<string, unknown>, message: string): void }
  readonly alarm?: Alarm
  /** How many letters are on their way at once: one server that is silent must not hold up every code. */
  readonly lanes?: number
}

export interface Postman {
  /** Something may be due: called after a commit that wrote a letter. Never throws, never waited for. */
  wake(): void
  /** Sends all that is due. Never throws; what went wrong is in the log and in the outbox. */
  run(): Promise<void>
  /** Takes nothing more, waits a moment for what is on its way, then cuts it. */
  close(): Promise<void>
}

/** A clock may be set, and a computer sleep: no wait is longer than that. Also after something went wrong. */
const longestMs = 60_000
const shortestMs = 1_000
const closingMs = 5_000

const systemAlarm: Alarm = (ms, ring) => {
  const timer = setTimeout(ring, ms)
  // the desk is kept open by its door, not by a mail that waits
  timer.unref()
  return () => clearTimeout(timer)
}

export function makePostman(options: PostmanOptions): Postman {
  const { store, unseal, way, clock, log, alarm = systemAlarm, lanes = 4 } = options
  /** Letters are taken one after the other in each; a lane ends when nothing is due. */
  const open = new Set<Promise<void>>()
  /** Ends of tries that could not be written down yet: sent twice would be worse than written down late. */
  const owed = new Map<string, TryEnd>()
  /** That have sent something, to be cut when the desk closes. */
  const mailers = new Set<Mailer>()
  let ready: Promise<void> | undefined
  let asked = false
  let closed = false
  let cancelAlarm = (): void => undefined

  const now = (): string => toInstant(clock())

  /** Once, before anything is taken: what a killed desk left in the middle. */
  async function recover(): Promise<void> {
    try {
      await store.write(async ({ outbox }) => {
        for (const row of await outbox.listSending()) await outbox.settle(row.id, ['sending'], interrupted(row, now()))
        await outbox.dropExpired(now())
      })
    } catch (error) {
      ready = undefined
      throw error
    }
  }

  /** Takes the letter that waits longest; it is claimed, and that committed, before anything is sent. */
  async function take(): Promise<OutboxRow | null> {
    const at = now()
    // the reader finds out whether there is anything at all: no write lock for nothing
    if (closed || (await store.read(({ outbox }) => outbox.due(at, 1))).length === 0) return null
    return store.write(async ({ outbox }) => {
      for (;;) {
        const [row] = await outbox.due(at, 1)
        if (!row) return null
        if (isOver(row, at)) await outbox.settle(row.id, ['queued'], expired(at))
        else if (await outbox.claim(row.id, at)) return row
      }
    })
  }

  /** @throws where the facts do not open or are no letter: that will not change by waiting */
  function write(row: OutboxRow): { letter: Omit<Letter, 'from'>; secrets: readonly string[] } {
    const facts = JSON.parse(Buffer.from(unseal(row.id, row.sealed ?? '')).toString('utf8')) as LetterFacts
    const { kind, language, recipient: to, message_id: messageId, made_at: at } = row
    const secrets = [facts.code, facts.password].filter((one) => one !== undefined)
    return { letter: { messageId, to, at, language, ...renderLetter(kind, facts, language) }, secrets }
  }

  async function attempt(row: OutboxRow): Promise<Outcome> {
    let ifThrown: Outcome['kind'] = 'refused'
    try {
      const { letter, secrets } = write(row)
      ifThrown = 'put-off'
      const { mailer, from } = await way()
      mailers.add(mailer)
      ifThrown = 'uncertain'
      const { kind, words } = await mailer.send({ ...letter, from })
      // a server may quote what it refuses, and its words are kept in clear
      return { kind, words: secrets.reduce((said, secret) => said.replaceAll(secret, '***'), words) }
    } catch (error) {
      log.error({ letter: row.id, error }, 'a letter could not be sent')
      return { kind: ifThrown, words: error instanceof Fault ? error.code : (error as Error).name }
    }
  }

  async function settle(id: string, end: TryEnd): Promise<void> {
    try {
      await store.write(async ({ outbox }) => {
        await outbox.settle(id, ['sending'], end)
        await outbox.dropExpired(end.at)
      })
    } catch (error) {
      owed.set(id, end)
      throw error
    }
  }

  async function payOwed(): Promise<void> {
    for (const [id, end] of owed) {
      owed.delete(id)
      await settle(id, end)
    }
  }

  async function lane(): Promise<void> {
    await (ready ??= recover())
    await payOwed()
    for (;;) {
      asked = false
      const row = await take()
      if (row) {
        // one letter may take minutes: the next one has a lane of its own
        openLane()
        const outcome = await attempt(row)
        await settle(row.id, tryEnd({ ...row, tries: row.tries + 1 }, outcome, clock()))
      } else if (!asked) return
    }
  }

  function openLane(): void {
    if (open.size >= lanes) return
    const one: Promise<void> = lane()
      .then(rest)
      .catch((error: unknown) => {
        log.error({ error }, 'the outbox could not be worked through')
        setAlarm(longestMs)
      })
      .finally(() => open.delete(one))
    open.add(one)
  }

  /** Nothing is due now: drops what is worthless, and sleeps until something is due or worthless. */
  async function rest(): Promise<void> {
    const at = now()
    // the reader finds out first: no write lock for nothing
    if (!closed && (await store.read(({ outbox }) => outbox.holdsExpired(at)))) {
      await store.write(({ outbox }) => outbox.dropExpired(at))
    }
    const next = await store.read(({ outbox }) => outbox.nextAt())
    if (next !== null) setAlarm(Math.min(Math.max(Date.parse(next) - clock(), shortestMs), longestMs))
  }

  function setAlarm(ms: number): void {
    cancelAlarm()
    if (!closed) cancelAlarm = alarm(ms, wake)
  }

  function wake(): void {
    if (closed) return
    asked = true
    openLane()
  }

  async function allEnded(): Promise<void> {
    while (open.size > 0) await Promise.all(open)
  }

  async function close(): Promise<void> {
    closed = true
    cancelAlarm()
    const noLonger = alarm(closingMs, () => {
      for (const mailer of mailers) mailer.close()
    })
    await allEnded()
    noLonger()
  }

  return {
    wake,
    close,
    run: () => {
      wake()
      return allEnded()
    },
  }
}
