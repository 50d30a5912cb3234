/** The first start: the first administrator, and the printed recovery key of the store, read back in part. */
import { toNfc } from '../engine/fold'
import { isEmailAddress } from '../engine/email-address'
import { hashPassword, judgeNewPassword } from '../engine/passwords'
import { canonicalGroup, storeName } from '../engine/recovery-key'
import { fault } from '../fault'
import { makeId, type Random } from '../random'
import { newAccount } from './account-fields'
import { act, type ReadTables, type WriteTables } from './act'
import { beginSession } from './begin-session'
import type { Call } from './call'
import type { GuardedDesk } from './guard'
import type { House } from './house'
import { recoveryKeyConfirmed } from './settings'

/** Two groups asked back: enough to know that it was printed or copied, short enough to be done. */
const askedBack = 2

/** @throws recovery-key-first: two key slots stand before the first key of a person is made. A demo store is exempt. */
export async function demandRecoveryKey(tables: Pick<ReadTables, 'keySlots'>, house: House): Promise<void> {
  if (house.demo) return
  if (!(await recoveryKeyConfirmed(tables))) throw fault('recovery-key-first')
}

function chooseGroups(random: Random, count: number): number[] {
  const places = new Set<number>()
  while (places.size < askedBack) places.add((random(1)[0] ?? 0) % count)
  return [...places].sort((a, b) => a - b)
}

/** Writes the slot of a new printed key in place of an unconfirmed or former one. */
async function showRecoveryKey(tables: WriteTables, { house, now }: Call) {
  const { groups, row } = house.keyring.makeRecoverySlot(now)
  await tables.keySlots.replace('recovery-key', row)
  const askBack = chooseGroups(house.random, groups.length)
  return {
    reply: { groups: [...groups], askBack, storeName: storeName(house.storeId) },
    afterwards: () => {
      house.recoveryKeyShown = { groups, askBack }
    },
  }
}

/** @returns the handlers of the group `welcome`. */
export const welcomeHandlers = (desk: GuardedDesk) => ({
  makeAdministrator: desk.welcome.makeAdministrator.handler(
    act({
      judge: async ({ house }, { name, email, password, issuer }) => {
        if (await house.store.read((tables) => tables.accounts.any())) throw fault('welcome-done')
        if (!isEmailAddress(email)) throw fault('input-invalid', { field: 'email' })
        const weak = judgeNewPassword(password, { mfaRequired: false, words: [name, email, issuer] })
        if (weak) throw fault('password-weak', weak)
        const { gate, random, scryptCost: cost } = house
        return { phc: await hashPassword(password, { gate, random, cost }) }
      },
      settle: async (tables, call, { name, email, issuer }, { phc }) => {
        // Asked again inside the transaction: two windows may both have seen the empty store.
        if (await tables.accounts.any()) throw fault('welcome-done')
        const id = makeId(call.house.random)
        await tables.accounts.insert(newAccount({ id, at: call.at, role: 'administrator', name, email }))
        await tables.passwords.set({ account_id: id, phc, set_at: call.at, must_change: 0, expires_at: null })
        await tables.settings.set('issuer', toNfc(issuer))
        const account = await tables.accounts.find(id)
        if (!account) throw fault('changed-meanwhile')
        const { me, seated } = await beginSession(tables, call, account)
        const shown = await showRecoveryKey(tables, call)
        call.actor = account
        call.target = { id, name: account.name }
        return {
          reply: { me, recoveryKey: shown.reply },
          row: { detail: { issuer, role: 'administrator' } },
          afterwards: () => {
            seated()
            shown.afterwards()
          },
        }
      },
    }),
  ),

  makeRecoveryKey: desk.welcome.makeRecoveryKey.handler(
    act({
      settle: async (tables, call) => {
        if (await recoveryKeyConfirmed(tables)) throw fault('welcome-done')
        const { reply, afterwards } = await showRecoveryKey(tables, call)
        return { reply, row: { detail: { slot: 'recovery-key' } }, afterwards }
      },
    }),
  ),

  confirmRecoveryKey: desk.welcome.confirmRecoveryKey.handler(
    act({
      settle: async (tables, call, { groups }) => {
        const shown = call.house.recoveryKeyShown
        if (!shown) throw fault('recovery-key-first')
        const right =
          groups.length === shown.askBack.length &&
          shown.askBack.every((place, index) => canonicalGroup(groups[index] ?? '') === shown.groups[place])
        if (!right) throw fault('recovery-key-wrong')
        const slot = await tables.keySlots.find('recovery-key')
        if (!slot || !(await tables.keySlots.confirm(slot.id, call.at))) throw fault('changed-meanwhile')
        return {
          reply: {},
          row: { detail: { slot: 'recovery-key' } },
          afterwards: () => {
            call.house.recoveryKeyShown = null
          },
        }
      },
    }),
  ),
})
