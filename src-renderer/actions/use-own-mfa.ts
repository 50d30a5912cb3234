/** The section of multi-factor authentication put together: its acts, their dialogs, where the focus goes and what is said. */
import { computed, nextTick, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOwnAccount } from '../stores/own-account'
import { useOwnClearing } from './use-own-clearing'
import { useOwnAddress, useOwnEmailMethod } from './use-own-email'
import { useOwnOtpKey } from './use-own-otp-key'
import { useOwnRecoveryCodes } from './use-own-recovery-codes'
import { useOpener } from './use-opener'

export type Method = 'otp' | 'email'

/** @param root of the section, where focus goes back to */
export function useOwnMfa(root: () => HTMLElement | null) {
  const own = useOwnAccount()
  const { t } = useI18n()
  const otp = useOwnOtpKey()
  const codes = useOwnRecoveryCodes()
  const email = useOwnEmailMethod()
  const address = useOwnAddress()
  const clearing = useOwnClearing()
  const head = (): HTMLElement | null => root()?.querySelector<HTMLElement>('h1') ?? null
  const opener = useOpener(root, head)

  /** The method that is active; one that is switched off or has stopped is none. */
  const inUse = computed<Method | null>(() => {
    if (own.account?.state === 'enrolled-otp') return 'otp'
    return own.account?.state === 'enrolled-email' ? 'email' : null
  })
  /** The one whose set-up is shown: what is under way, else what is in use, else what is recommended. */
  const method = ref<Method>(
    own.account?.emailAllowed && !own.account.pendingKey && (own.account.pendingEmail || own.account.emailFactor)
      ? 'email'
      : 'otp',
  )

  const said = ref('')
  /** Said again even if it is what was said last. */
  async function say(key: string): Promise<void> {
    said.value = ''
    await nextTick()
    said.value = t(`mfa.${key}`)
  }
  /** `back`: what was pressed is gone after it, so the focus goes to the head of the section. */
  async function end(done: boolean, key: string, back = true): Promise<void> {
    if (!done) return
    await say(key)
    if (back) opener.giveBack()
  }

  /** Which act made the codes that are shown: said when their window is closed. */
  let codesOf: 'otp.saidVerified' | 'codes.said' = 'codes.said'

  return {
    own,
    otp,
    codes,
    email,
    address,
    clearing,
    inUse,
    method,
    said,
    makeKey: async () => end(await otp.make(), 'otp.saidMade', false),
    verifyKey: async (token: string) => {
      const set = await otp.verify(token)
      if (!set) return
      codesOf = 'otp.saidVerified'
      opener.remember('')
      codes.show(set)
    },
    cancelKey: async () => end(await otp.cancel(), 'otp.saidCancelled'),
    askCodes: () => {
      opener.remember('renew')
      codes.begin()
    },
    makeCodes: async () => {
      codesOf = 'codes.said'
      await codes.make()
    },
    closeCodes: async () => {
      codes.close()
      await end(true, codesOf)
    },
    sendToken: async () => end(await email.send(), 'email.saidSent', false),
    verifyEmail: async (token: string) => end(await email.verify(token), 'email.saidVerified'),
    sendAddressToken: async () => end(await address.send(), 'email.saidSent', false),
    verifyAddress: async (token: string) => end(await address.verify(token), 'email.saidVerified'),
    ask: (what: 'key' | 'mfa') => {
      opener.remember(what)
      clearing.begin(what)
    },
    clear: async () => {
      const what = clearing.asking.value
      await end(await clearing.confirm(), what === 'key' ? 'clear.saidDeleted' : 'clear.saidCleared')
    },
    stop: (dialog: { stop: () => void }) => {
      dialog.stop()
      opener.giveBack()
    },
  }
}
