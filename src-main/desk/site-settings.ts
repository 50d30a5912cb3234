/** The settings page: policy with its reach, mail, and the test of mail settings before they are kept. */
import type { ChangedMail } from '../../src-preload/contract/settings'
import { isStaff, roles } from '../../src-preload/contract/rights'
import { isEmailAddress } from '../engine/email-address'
import { toNfc } from '../engine/fold'
import { fault } from '../fault'
import { act, look, type ReadTables } from './act'
import { actorOf, type Call } from './call'
import type { GuardedDesk } from './guard'
import { letterFacts } from './letters'
import { approvalsOf, changeApprovals } from './approvals'
import { changeMail, typedServer } from './mail-change'
import { mailSettingsOf, sealedMailPassword } from './mail-settings'
import { changePolicy } from './policy-change'
import { policyOfSite } from './settings'

const staff = roles.filter(isStaff)
/** A factor that works; the same two as in the list of those who are required and have none. */
const enrolled = ['enrolled-otp', 'enrolled-email'] as const
const byEmail = ['enrolled-email', 'disabled-email'] as const

/** How many accounts each choice is about, from the counters: disabled ones too, as in the lists. */
async function reachOf({ accounts }: Pick<ReadTables, 'accounts'>) {
  const of = async (chosen: typeof staff | undefined) => {
    const all = await accounts.count({ role: chosen })
    return { accounts: all, without: all - (await accounts.count({ role: chosen, state: enrolled })) }
  }
  return { staff: await of(staff), everyone: await of(undefined), email: await accounts.count({ state: byEmail }) }
}

async function testMail(call: Call, { mail, to }: { mail: ChangedMail; to: string }) {
  const { house } = call
  const address = toNfc(to)
  if (!isEmailAddress(address)) throw fault('input-invalid', { field: 'to' })
  const { server, facts } = await house.store.read(async (tables) => ({
    server: await typedServer(tables, house, mail),
    facts: await letterFacts(tables, call, actorOf(call)),
  }))
  return house.testMail(server, address, facts)
}

/** @returns the handlers of the group `settings`. */
export const settingsHandlers = (desk: GuardedDesk) => ({
  show: desk.settings.show.handler(
    look(async (tables, { house }) => ({
      policy: await policyOfSite(tables),
      approvals: await approvalsOf(tables),
      mail: {
        ...(await mailSettingsOf(tables)),
        hasPassword: Boolean(await sealedMailPassword(tables)),
        folder: house.mailFolder,
      },
      reach: await reachOf(tables),
    })),
  ),

  changePolicy: desk.settings.changePolicy.handler(act({ settle: changePolicy })),

  changeApprovals: desk.settings.changeApprovals.handler(act({ settle: changeApprovals })),

  changeMail: desk.settings.changeMail.handler(act({ settle: changeMail })),

  testMail: desk.settings.testMail.handler(
    act({
      judge: testMail,
      settle: async (_tables, _call, { mail, to }, result) => {
        const server = mail.way === 'smtp' ? `${mail.host}:${mail.port}` : null
        const { taken, problem } = result
        return { reply: result, row: { detail: { to, server, taken, problem } } }
      },
    }),
  ),
})
