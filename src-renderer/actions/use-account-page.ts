/** The account page put together: the account, the acts on it, which dialogs they open, and what is said when they end. */
import { computed, nextTick, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AccountDetail, AccountFields } from '../../src-preload/contract/accounts'
import type { RecoverySet } from '../../src-preload/contract/recovery'
import type { Role } from '../../src-preload/contract/rights'
import { useDeskClock } from '../stores/desk-clock'
import { useSession } from '../stores/session'
import { accountActs, mayActOn, noActs } from './account-acts'
import type { ActName } from './account-acts'
import { useAccount } from './use-account'
import { useAccountAccess } from './use-account-access'
import { useChangeRole } from './use-change-role'
import { useEditAccount } from './use-edit-account'
import { useOpener } from './use-opener'
import { useReissueOtpKey } from './use-reissue-otp-key'
import { useRenewRecoveryCodes } from './use-renew-recovery-codes'

export type AccountPage = ReturnType<typeof useAccountPage>

/** @param id of the account · @param root of the page, where focus goes back to */
export function useAccountPage(id: () => string, root: () => HTMLElement | null) {
  const { t } = useI18n()
  const session = useSession()
  const clock = useDeskClock()
  const shown = useAccount(id)
  const { account, refresh } = shown
  /** Only asked for by dialogs, which stand on a loaded account. */
  const current = (): AccountDetail => {
    if (!account.value) throw new Error('no account is shown')
    return account.value
  }

  const reissue = useReissueOtpKey(current)
  const codes = useRenewRecoveryCodes(current)
  const edit = useEditAccount(current, refresh)
  const role = useChangeRole(current, refresh)
  const access = useAccountAccess(current, refresh)
  const opener = useOpener(root, () => root()?.querySelector<HTMLElement>('[role="region"]') ?? null)

  const now = computed(() => clock.now)
  /** The clock by the minute, so that lists are not drawn again every second. */
  const minute = computed(() => Math.floor(clock.now / 60_000) * 60_000)
  const groups = computed(() => (account.value && session.me ? accountActs(session.me, account.value) : noActs))
  const mayFinish = computed(
    () => account.value !== null && session.can('otp.reissue') && mayActOn(session.me?.rights ?? [], account.value),
  )

  const said = ref('')
  /** Said again even if it is what was said last. */
  async function say(text: string): Promise<void> {
    said.value = ''
    await nextTick()
    said.value = text
  }
  async function end(key: string): Promise<void> {
    opener.giveBack()
    await say(t(`account.said.${key}`))
  }

  const openers: Readonly<Record<ActName, () => void>> = {
    reissue: reissue.begin,
    renewCodes: codes.begin,
    edit: edit.begin,
    changeRole: role.begin,
    disable: () => access.begin('disable'),
    enable: () => access.begin('enable'),
  }
  /** A letter or a button of the panel; a closed act says why, an act that is not offered does nothing. */
  function press(name: ActName): void {
    const { open, closed, closedBy, takesAway } = groups.value
    if (closed.includes(name)) return void say(t(`account.closedSaid.${closedBy}`))
    if (![...open, ...takesAway].includes(name)) return
    opener.remember(name)
    openers[name]()
  }

  /** Which act made the codes that are shown: said when their window is closed. */
  let codesOf: 'verified' | 'renewed' = 'renewed'
  function show(set: RecoverySet, of: typeof codesOf): void {
    codesOf = of
    codes.show(set)
  }

  function stop(dialog: { cancel: () => void }): void {
    dialog.cancel()
    opener.giveBack()
  }

  return {
    ...shown,
    reissue,
    codes,
    edit,
    role,
    access,
    now,
    minute,
    groups,
    mayFinish,
    said,
    press,
    stop,
    verifyPending: () => {
      opener.remember('verifyPending')
      reissue.resume()
    },
    cancelPending: async () => {
      opener.remember('cancelPending')
      if (await reissue.cancel()) await end('cancelled')
      await refresh()
    },
    makeKey: async (reason: string) => {
      if (await reissue.make(reason)) await refresh()
    },
    verifyKey: async (token: string) => {
      const set = await reissue.verify(token)
      if (set) show(set, 'verified')
      await refresh()
    },
    cancelKey: async () => {
      if (await reissue.cancel()) await end('cancelled')
      await refresh()
    },
    leaveKey: async () => {
      const gone = reissue.fault.value?.code === 'no-pending-key'
      reissue.leave()
      await end(gone ? 'gone' : 'left')
    },
    makeCodes: async (reason: string) => {
      codesOf = 'renewed'
      if (await codes.make(reason)) await refresh()
    },
    closeCodes: async () => {
      codes.close()
      await end(codesOf)
    },
    saveFields: async (fields: AccountFields) => {
      if (await edit.save(fields)) await end('saved')
    },
    saveRole: async (to: Role, reason: string) => {
      if (await role.confirm(to, reason)) await end('roleChanged')
    },
    saveAccess: async (reason: string) => {
      const done = await access.confirm(reason)
      if (done) await end(done === 'disable' ? 'disabled' : 'enabled')
    },
  }
}
