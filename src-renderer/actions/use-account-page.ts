/** The account page put together: the account, the acts on it, which dialogs they open, and what is said when they end. */
import { computed, nextTick, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { AccountDetail, AccountFields } from '../../src-preload/contract/accounts'
import type { RecoverySet } from '../../src-preload/contract/recovery'
import type { Right, Role } from '../../src-preload/contract/rights'
import { useDeskClock } from '../stores/desk-clock'
import { useSession } from '../stores/session'
import { accountActs, mayActOn, noActs } from './account-acts'
import type { ActName, AfterAct } from './account-acts'
import { useAccount } from './use-account'
import { useAccountAccess } from './use-account-access'
import { useAccountLeaver } from './use-account-leaver'
import { useAccountCustody } from './use-account-custody'
import { useChangeRole } from './use-change-role'
import { useClearMfa } from './use-clear-mfa'
import { useEditAccount } from './use-edit-account'
import { useIssuePassword } from './use-issue-password'
import { useOpener } from './use-opener'
import { useReissueOtpKey } from './use-reissue-otp-key'
import { useRenewRecoveryCodes } from './use-renew-recovery-codes'
import { useSendEmailToken } from './use-send-email-token'
import { useUnlock } from './use-unlock'

export type AccountPage = ReturnType<typeof useAccountPage>

/** @param id of the account · @param root of the page, where focus goes back to */
export function useAccountPage(id: () => string, root: () => HTMLElement | null) {
  const { t } = useI18n()
  const session = useSession()
  const router = useRouter()
  const clock = useDeskClock()
  const shown = useAccount(id)
  const { account, refresh } = shown
  /** Only asked for by dialogs, which stand on a loaded account. */
  const current = (): AccountDetail => {
    if (!account.value) throw new Error('no account is shown')
    return account.value
  }

  const opener = useOpener(root, () => root()?.querySelector<HTMLElement>('[role="region"]') ?? null)
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
  const after: AfterAct = { refresh, end }

  const reissue = useReissueOtpKey(current)
  const codes = useRenewRecoveryCodes(current)
  const edit = useEditAccount(current, refresh)
  const role = useChangeRole(current, refresh)
  const access = useAccountAccess(current, refresh)
  const leaver = useAccountLeaver(current)
  const token = useSendEmailToken(current, after)
  const clearing = useClearMfa(current, after)
  const unlock = useUnlock(current, after)
  const password = useIssuePassword(current, after)
  const custody = useAccountCustody(
    () => account.value,
    (what) => {
      opener.giveBack()
      void say(t(`custody.said.${what}`))
      void refresh()
    },
  )

  const now = computed(() => clock.now)
  /** The clock by the minute, so that lists are not drawn again every second. */
  const minute = computed(() => Math.floor(clock.now / 60_000) * 60_000)
  const groups = computed(() => (account.value && session.me ? accountActs(session.me, account.value) : noActs))
  const mayFinish = (right: Right): boolean =>
    account.value !== null &&
    account.value.id !== session.me?.id &&
    session.can(right) &&
    mayActOn(session.me?.rights ?? [], account.value)
  const mayFinishKey = computed(() => mayFinish('otp.reissue'))
  const mayFinishToken = computed(() => mayFinish('email.send'))
  const mayHand = computed(() => custody.mayHandThis.value && mayFinish('recovery.renew'))
  const mayAcknowledge = computed(() => custody.mayAcknowledgeThis.value && mayFinish('recovery.renew'))

  const openers: Readonly<Record<ActName, () => void>> = {
    unlock: unlock.begin,
    reissue: reissue.begin,
    sendToken: token.begin,
    firstPassword: password.begin,
    temporaryPassword: password.begin,
    clearMfa: () => clearing.begin('clearMfa'),
    deleteOtpKey: () => clearing.begin('deleteOtpKey'),
    renewCodes: codes.begin,
    edit: edit.begin,
    changeRole: role.begin,
    disable: () => access.begin('disable'),
    enable: () => access.begin('enable'),
    anonymise: () => leaver.begin('anonymise'),
    remove: () => leaver.begin('remove'),
  }
  /** A letter or a button of the panel; a closed act says why, an act that is not offered does nothing. */
  function press(name: ActName): void {
    const { open, closed, takesAway, takesAwayClosed } = groups.value
    const lack = [...closed, ...takesAwayClosed].find(({ acts }) => acts.includes(name))
    if (lack) return void say(t(`account.closedSaid.${lack.by}`))
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
    leaver,
    token,
    clearing,
    unlock,
    password,
    custody,
    now,
    minute,
    groups,
    mayFinishKey,
    mayFinishToken,
    mayHand,
    mayAcknowledge,
    said,
    press,
    stop,
    handOver: () => {
      const { set } = custody
      if (!set.value) return
      opener.remember('handOver')
      custody.hand(set.value)
    },
    acknowledge: () => {
      const { set } = custody
      if (!set.value) return
      opener.remember('acknowledge')
      custody.acknowledge(set.value)
    },
    verifyPending: () => {
      opener.remember('verifyPending')
      reissue.resume()
    },
    verifyToken: () => {
      opener.remember('verifyToken')
      token.begin()
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
    confirmLeaver: async (reason: string) => {
      const done = await leaver.confirm(reason)
      if (done === 'remove') await router.push('/accounts')
      if (done !== 'anonymise') return
      await refresh()
      await end('anonymised')
    },
  }
}
