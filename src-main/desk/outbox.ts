/** The outbox: what was written to people and what became of it; trying again, and handing a notice over on paper. */
import type { MailRow } from '../../src-preload/contract/outbox'
import { mailStates, type MailState } from '../../src-preload/contract/outbox'
import { fault } from '../fault'
import type { LetterFacts } from '../mail/letter-facts'
import type { OutboxRow } from '../store/outbox'
import { act, look, type WriteTables } from './act'
import { aboutAccount, actorOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { letterPlace } from './letters'
import { mailSettingsOf } from './mail-settings'
import { timeCursor, timePlace } from './time-cursor'

const mailReply = (row: OutboxRow): MailRow => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  to: row.recipient,
  accountId: row.account_id,
  accountName: row.account_name,
  madeAt: row.made_at,
  tries: row.tries,
  nextAt: row.next_at,
  lastAt: row.last_at,
  said: JSON.parse(row.said) as MailRow['said'],
  secret: row.secret === 1,
})

/** What is not on its way this very moment and not over. */
const open: readonly MailState[] = ['queued', 'failed', 'uncertain']

/** @throws not-found; staff-account; mail-not-open where it is over, or worthless by now */
async function openMail(tables: Pick<WriteTables, 'outbox' | 'accounts'>, call: Call, id: string) {
  const row = await tables.outbox.find(id)
  if (!row) throw fault('not-found', { what: 'mail' })
  if (row.account_id !== null) {
    call.target = { id: row.account_id, name: row.account_name }
    const account = await tables.accounts.find(row.account_id)
    if (account) aboutAccount(call, account)
  }
  const isWorthless = row.expires_at !== null && row.expires_at <= call.at
  if (row.sealed === null || isWorthless || !open.includes(row.state)) throw fault('mail-not-open', { problem: 'over' })
  return { row, sealed: row.sealed }
}

async function replyOf(tables: Pick<WriteTables, 'outbox'>, id: string): Promise<MailRow> {
  const row = await tables.outbox.find(id)
  if (!row) throw fault('changed-meanwhile')
  return mailReply(row)
}

/** @throws tampered where they do not open */
const factsOf = ({ keyring }: House, { id }: OutboxRow, sealed: string): LetterFacts =>
  JSON.parse(Buffer.from(keyring.unseal(letterPlace(id), sealed)).toString('utf8')) as LetterFacts

/** Nobody keeps the owner from hearing of what they did themself: a colleague takes the letter. @throws own-act */
function demandActOfAnother(call: Call, { actorId }: LetterFacts): void {
  if (actorId === actorOf(call).id) throw fault('own-act')
}

/** @returns the handlers of the group `outbox`. */
export const outboxHandlers = (desk: GuardedDesk) => ({
  list: desk.outbox.list.handler(
    look(async (tables, _call, { states, before, limit }) => {
      const found = await tables.outbox.list(states, before === null ? null : timePlace(before), limit + 1)
      const rows = found.slice(0, limit)
      const last = rows.at(-1)
      return {
        rows: rows.map(mailReply),
        next: found.length > limit && last ? timeCursor({ madeAt: last.made_at, id: last.id }) : null,
      }
    }),
  ),

  counts: desk.outbox.counts.handler(
    look(async (tables) => {
      const counted = new Map((await tables.outbox.counts()).map(({ state, count }) => [state, count]))
      const { way, host, port } = await mailSettingsOf(tables)
      const states = Object.fromEntries(mailStates.map((state) => [state, counted.get(state) ?? 0]))
      return { states: states as Record<MailState, number>, server: way === 'smtp' ? `${host}:${port}` : null }
    }),
  ),

  tryAgain: desk.outbox.tryAgain.handler(
    act({
      settle: async (tables, call, { id }) => {
        const { row } = await openMail(tables, call, id)
        if (!(await tables.outbox.requeue(id, open, call.at))) throw fault('changed-meanwhile')
        call.wroteLetters = true
        return { reply: { row: await replyOf(tables, id) }, row: { detail: { kind: row.kind, to: row.recipient } } }
      },
    }),
  ),

  handOver: desk.outbox.handOver.handler(
    act({
      settle: async (tables, call, { id }) => {
        const { row, sealed } = await openMail(tables, call, id)
        if (row.secret === 1) throw fault('mail-not-open', { problem: 'secret' })
        const facts = factsOf(call.house, row, sealed)
        demandActOfAnother(call, facts)
        const { subject, text } = call.house.renderLetter(row.kind, facts, row.language)
        const end = { state: 'handed-over', at: call.at, nextAt: null, words: '' } as const
        if (!(await tables.outbox.settle(id, open, end))) throw fault('changed-meanwhile')
        return {
          reply: { row: await replyOf(tables, id), subject, text },
          row: { detail: { kind: row.kind, to: row.recipient, stateBefore: row.state } },
        }
      },
    }),
  ),
})
