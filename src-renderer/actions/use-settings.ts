/** The settings of the site: as they are, as they are typed, and what is not saved yet. */
import { computed, ref, shallowRef } from 'vue'
import type { ApprovalSettings, ChangedMail, PolicySettings } from '../../src-preload/contract/settings'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useOutboxCounts } from '../stores/outbox-counts'
import { useSession } from '../stores/session'
import { approvalProblems, mailProblems, policyProblems } from './settings-problems'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

export type SiteSettings = Awaited<ReturnType<typeof desk.settings.show>>

const typedMail = ({ hasPassword: _, folder: __, ...mail }: SiteSettings['mail']): ChangedMail => ({
  ...mail,
  password: null,
})
function differing<T extends object>(now: T, before: T): (keyof T & string)[] {
  // A list is the same whatever its order.
  const plain = (value: unknown) => (Array.isArray(value) ? [...value].sort().join() : value)
  return (Object.keys(now) as (keyof T & string)[]).filter((field) => plain(now[field]) !== plain(before[field]))
}
/** What is saved as one. */
export type SettingsGroup = 'policy' | 'approvals' | 'mail'

/** The password of the mail server lives here while it is typed, and goes straight to the desk. */
export function useSettings() {
  const session = useSession()
  const numbers = useOutboxCounts()
  const shown = shallowRef<SiteSettings | null>(null)
  const loadFault = shallowRef<Fault | null>(null)
  const policy = ref<PolicySettings | null>(null)
  const approvals = ref<ApprovalSettings | null>(null)
  const mail = ref<ChangedMail | null>(null)
  const saving = useAttempt()
  /** Save was pressed on what is typed now: its problems stand at their fields. */
  const tried = ref(false)

  const changedPolicy = computed(() => (shown.value && policy.value ? differing(policy.value, shown.value.policy) : []))
  const changedApprovals = computed(() =>
    shown.value && approvals.value ? differing(approvals.value, shown.value.approvals) : [],
  )
  const changedMail = computed(() =>
    shown.value && mail.value ? differing(mail.value, typedMail(shown.value.mail)) : [],
  )
  const problems = computed(() => ({
    policy: policy.value ? policyProblems(policy.value) : {},
    approvals: approvals.value ? approvalProblems(approvals.value) : {},
    mail: mail.value && shown.value ? mailProblems(mail.value, shown.value.mail) : {},
  }))

  /** @param only - the others keep what is typed in them */
  function take(settings: SiteSettings, only: SettingsGroup | null): void {
    shown.value = settings
    if (only === null || only === 'policy') policy.value = { ...settings.policy }
    if (only === null || only === 'approvals') approvals.value = { ...settings.approvals }
    if (only === null || only === 'mail') mail.value = typedMail(settings.mail)
  }

  async function load(only: SettingsGroup | null = null): Promise<void> {
    try {
      take(await desk.settings.show(), only)
      loadFault.value = null
    } catch (error) {
      loadFault.value = faultOf(error)
    }
  }

  function discard(what: SettingsGroup): void {
    if (!shown.value) return
    saving.fault.value = null
    tried.value = false
    take(shown.value, what)
  }

  /** @returns whether it was saved; what is typed of the others stays as it is. */
  async function save(what: SettingsGroup): Promise<boolean> {
    tried.value = Object.keys(problems.value[what]).length > 0
    const [typedPolicy, typedApprovals, typed] = [policy.value, approvals.value, mail.value]
    if (tried.value || !typedPolicy || !typedApprovals || !typed) return false
    const calls: Readonly<Record<SettingsGroup, () => Promise<object>>> = {
      policy: () => desk.settings.changePolicy({ ...typedPolicy }),
      approvals: () => desk.settings.changeApprovals({ ...typedApprovals }),
      mail: () => desk.settings.changeMail({ ...typed }),
    }
    const done = await saving.attempt(async () => void (await withStepUp(calls[what])))
    if (!done) return false
    // What was saved may keep this very session from the settings: then they are not read again, and are saved all the same.
    if (shown.value && what === 'policy') shown.value = { ...shown.value, policy: { ...typedPolicy } }
    await load(what)
    // The name of the service, the ends of sessions and where mail goes are shown elsewhere too.
    if (what === 'policy') await session.load()
    if (what === 'mail') await numbers.load()
    return true
  }

  void load()
  return {
    ...{ shown, loadFault, policy, approvals, mail, saving, tried },
    ...{ changedPolicy, changedApprovals, changedMail, problems, load, discard, save },
  }
}
