/** More than a year of the demo's people, in order of time: when they came, enrolled, lost it; each under a row of the log. */
import type { MfaState } from '../../src-preload/contract/accounts'
import { toInstant } from '../clock'
import type { WriteTables } from '../desk/act'
import type { NewAccount } from '../store/accounts'
import { giveWay } from './give-way'
import { madeUpReason, pick } from './made-up-people'

type AuditGiven = Parameters<WriteTables['audit']['append']>[0]

/** One row of the log, and what happened to accounts under it. */
export interface LifeStep {
  /** Milliseconds. */
  readonly at: number
  readonly row: Omit<AuditGiven, 'at'>
  /** Accounts that come with it. */
  readonly makes?: readonly NewAccount[]
  /** What becomes of one account. */
  readonly changes?: { readonly id: string; readonly fields: Partial<NewAccount> }
}

const dayMs = 24 * 60 * 60_000
/** A directory is brought in every so many days. */
const importEveryDays = 10

/** How somebody got where they are: the states before the present one, each with its instant. */
interface Turn {
  readonly at: number
  readonly state: MfaState
  readonly act: string
  readonly asksReason?: true
}

const otherOf = (state: MfaState): MfaState => (state.endsWith('-email') ? 'enrolled-otp' : 'enrolled-email')

/** @returns milliseconds at which person `index` enrolled what they have or had. */
export const enrolledAtOf = (index: number, { made_at }: NewAccount): number =>
  Date.parse(made_at) + ((index * 7 + (index % 5) * 11) % 58) * dayMs + (index % 600) * 60_000

function turnsOf(index: number, person: NewAccount, now: number): Turn[] {
  const { state } = person
  if (state === 'not-enrolled') return []
  if (state === 'pending')
    return [{ at: Math.min(now, Date.parse(person.made_at) + 60_000), state, act: 'self.makeOtpKey' }]
  const since = enrolledAtOf(index, person)
  const active: MfaState = state.endsWith('-email') ? 'enrolled-email' : 'enrolled-otp'
  const verify = (one: MfaState) => (one === 'enrolled-otp' ? 'self.verifyOtpKey' : 'self.verifyEmailToken')
  const turns: Turn[] = []
  // Some began with the other method.
  if (index % 23 === 3) {
    const before = since - (Date.parse(person.made_at) < since - 6 * dayMs ? 5 * dayMs : 0)
    if (before < since) turns.push({ at: before, state: otherOf(active), act: verify(otherOf(active)) })
  }
  turns.push({ at: since, state: active, act: verify(active) })
  // Not before it was enrolled, and not all of them lately.
  const lost = Math.max(since + dayMs, now - (((index * 17) % 240) + 1) * dayMs)
  if (state === 'must-re-enrol') turns.push({ at: lost, state, act: 'accounts.clearMfa', asksReason: true })
  if (state.startsWith('disabled')) turns.push({ at: lost, state, act: 'session.authenticate' })
  return turns
}

const nobody = { actor_id: null, actor_name: '', actor_role: '' }
const by = (actor: NewAccount | undefined) =>
  actor ? { actor_id: actor.id, actor_name: actor.name, actor_role: actor.role } : nobody
const done = { computer: 'DESK-01', host: 'electron', result: 'done', code: null, reason: '' } as const

/** Directories brought in: everybody who came since the one before, with nothing enrolled yet. */
function imports(people: readonly NewAccount[], administrator: NewAccount | undefined): LifeStep[] {
  const byWeek = new Map<number, NewAccount[]>()
  for (const person of people) {
    const place = Math.floor(Date.parse(person.made_at) / (importEveryDays * dayMs))
    byWeek.set(place, [...(byWeek.get(place) ?? []), person])
  }
  return [...byWeek.values()].map((some) => {
    const at = Math.min(...some.map(({ made_at }) => Date.parse(made_at)))
    const makes = some.map((person) => ({ ...person, state: 'not-enrolled' as const, enabled: 1 }))
    const detail = JSON.stringify({ fileName: 'directory.csv', new: some.length, changed: 0, same: 0, refused: 0 })
    const row = { ...done, ...by(administrator), act: 'imports.apply', account_id: null, account_name: '', detail }
    return { at, row, makes }
  })
}

/** @returns all that happened, oldest first. `people` are as they are now. */
export function lifeOf(people: readonly NewAccount[], now: number): LifeStep[] {
  const administrators = people.filter(({ role, enabled }) => role === 'administrator' && enabled === 1)
  const desk = people.filter(({ role, enabled }) => role === 'helpdesk' && enabled === 1)
  const steps = imports(people, administrators[0])
  people.forEach((person, index) => {
    const about = { account_id: person.id, account_name: person.name || person.email, detail: '{}' }
    for (const { at, state, act, asksReason } of turnsOf(index, person, now)) {
      const actor = act.startsWith('self.') ? person : act.startsWith('accounts.') ? pick(desk, index) : undefined
      const failed = act === 'session.authenticate' ? ({ result: 'failed', code: 'token-wrong' } as const) : {}
      const reason = asksReason ? madeUpReason(index) : ''
      const row = { ...done, ...by(actor), ...failed, act, ...about, reason }
      steps.push({ at, row, changes: { id: person.id, fields: { state } } })
    }
    if (person.enabled === 0) {
      const row = { ...done, ...by(pick(administrators, index)), act: 'accounts.disable', ...about, reason: 'Left' }
      steps.push({ at: now - ((index % 80) + 2) * dayMs, row, changes: { id: person.id, fields: { enabled: 0 } } })
    }
  })
  return steps.sort((a, b) => a.at - b.at)
}

/** Rows written between two breaths of the event loop. */
const stepsAtOnce = 50

/** Plays all steps in their order. @throws the reason of `wish` once it is aborted */
export async function playLife(tables: WriteTables, steps: readonly LifeStep[], wish?: AbortSignal): Promise<void> {
  for (const [place, { at, row, makes, changes }] of steps.entries()) {
    if (place % stepsAtOnce === 0) await giveWay(wish)
    if (makes) await tables.accounts.insertMany(makes)
    if (changes) await tables.accounts.change(changes.id, changes.fields)
    await tables.audit.append({ ...row, at: toInstant(at) }, makes?.map(({ id }) => id) ?? [])
  }
}
