/** One's own address: email as the method set up by a mailed token (M10 to M13), and the address changed and verified. */
import type { SentToken } from '../../src-preload/contract/email'
import { isEmailAddress } from '../engine/email-address'
import { foldKey, toNfc } from '../engine/fold'
import { fault } from '../fault'
import type { EmailTokenRow } from '../store/email-tokens'
import { act, type Settled, type WriteTables } from './act'
import { tellAddressChange } from './address-change'
import type { Detail } from './audit-row'
import { sessionOf, type Call } from './call'
import { demandEmailAllowed } from './email'
import { consumeEmailToken, judgeEmailToken, sendEmailToken, takeEmailToken } from './email-token'
import { activateEmail, changeAccount, demandNotDisabled, isWaitingForAddress, stopEmail } from './factors'
import type { GuardedDesk } from './guard'
import { meNow } from './me'
import { ownAccount } from './self-account'
import { accountForSetUp } from './self-otp'

/** Email becomes the method, and this session is one in which a factor was verified. @returns what the audit row says */
async function enrolEmail(tables: WriteTables, call: Call): Promise<Detail> {
  const detail = await activateEmail(tables, call, await ownAccount(tables, call))
  await tables.sessions.noteFactor(sessionOf(call).id_hash, call.at)
  return detail
}

const sent = (reply: SentToken, detail: Detail = {}): Settled<SentToken> => ({
  reply,
  row: { detail: { ...detail, sentTo: reply.sentTo, expiresAt: reply.expiresAt } },
})

async function judgeToken(call: Call, { token }: { token: string }, row: EmailTokenRow): Promise<EmailTokenRow> {
  judgeEmailToken(call.house, row, token)
  return row
}

/**
 * Old and new addresses are told, and a token goes to the new one; until it is read back email is no method.
 * @throws input-invalid, already-so, email-taken, mail-wait
 */
async function changeEmail(tables: WriteTables, call: Call, typed: string): Promise<Settled<SentToken>> {
  const account = await ownAccount(tables, call)
  demandNotDisabled(account)
  const email = toNfc(typed)
  if (!isEmailAddress(email)) throw fault('input-invalid', { field: 'email' })
  if (foldKey(email) === account.email_key) throw fault('already-so')
  const stopped = await stopEmail(tables, call, account)
  await changeAccount(tables, account, { email, ...stopped })
  await tellAddressChange(tables, call, account, { ...account, email })
  const reply = await sendEmailToken(tables, call, await ownAccount(tables, call), 'address')
  const states = stopped.state === account.state ? {} : { stateBefore: account.state, state: stopped.state }
  return sent(reply, { 'email before': account.email, email, ...states })
}

/** The address is verified; where email was the method it is so again. */
async function verifyAddress(tables: WriteTables, call: Call, row: EmailTokenRow) {
  const account = await ownAccount(tables, call)
  await consumeEmailToken(tables, call, row)
  let detail: Detail = { email: account.email }
  if (isWaitingForAddress(account)) {
    detail = { ...detail, ...(await enrolEmail(tables, call)) }
  } else await changeAccount(tables, account, { email_unverified: 0 })
  return { reply: { me: await meNow(tables, call) }, row: { detail } }
}

/** @returns the handlers of the group `self` that are about the address. */
export const selfEmailHandlers = (desk: GuardedDesk) => ({
  sendEmailToken: desk.self.sendEmailToken.handler(
    act({
      settle: async (tables, call) => {
        const account = await accountForSetUp(tables, call)
        await demandEmailAllowed(tables)
        return sent(await sendEmailToken(tables, call, account, 'set-up'))
      },
    }),
  ),

  verifyEmailToken: desk.self.verifyEmailToken.handler(
    act({
      take: async (tables, call) => {
        const account = await ownAccount(tables, call)
        demandNotDisabled(account)
        await demandEmailAllowed(tables)
        return takeEmailToken(tables, call, account.id, 'set-up')
      },
      judge: judgeToken,
      settle: async (tables, call, _input, row) => {
        demandNotDisabled(await ownAccount(tables, call))
        await demandEmailAllowed(tables)
        await consumeEmailToken(tables, call, row)
        const detail = await enrolEmail(tables, call)
        return { reply: { me: await meNow(tables, call) }, row: { detail } }
      },
    }),
  ),

  changeEmail: desk.self.changeEmail.handler(
    act({ settle: (tables, call, { email }) => changeEmail(tables, call, email) }),
  ),

  sendAddressToken: desk.self.sendAddressToken.handler(
    act({
      settle: async (tables, call) => {
        const account = await ownAccount(tables, call)
        if (account.email_unverified !== 1) throw fault('already-so')
        return sent(await sendEmailToken(tables, call, account, 'address'))
      },
    }),
  ),

  verifyAddress: desk.self.verifyAddress.handler(
    act({
      take: async (tables, call) => takeEmailToken(tables, call, (await ownAccount(tables, call)).id, 'address'),
      judge: judgeToken,
      settle: (tables, call, _input, row) => verifyAddress(tables, call, row),
    }),
  ),
})
