/** The settings of the site: as they are, as they are typed, and what is not saved yet. */
import { computed, ref, shallowRef } from 'vue'
import type { ChangedMail, PolicySettings } from '../../src-preload/contract/settings'
import { desk } from '../bridge/desk'
import { faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'
import { useOutboxCounts } from '../stores/outbox-counts'
import { useSession } from '../stores/session'
import { mailProblems, policyProblems } from './settings-problems'
import { useAttempt } from './use-attempt'
import { withStepUp } from './use-step-up'

export type SiteSettings = Awaited<ReturnType<typeof desk.settings.show>>

const typedMail = ({ hasPassword: _, folder: __, ...mail }: SiteSettings['mail']): ChangedMail => ({
  ...mail,
  password: null,
})
function differing<T extends object>(now: T, before: T): (keyof T & string)[] {
  return (Object.keys(now) as (keyof T & string)[]).filter((field) => now[field] !== before[field])
}

/** The password of the mail server lives here while it is typed, and goes straight to the desk. */
export function useSettings() {
  const session = useSession()
  const numbers = useOutboxCounts()
  const shown = shallowRef<SiteSettings | null>(null)
  const loadFault = shallowRef<Fault | null>(null)
  const policy = ref<PolicySettings | null>(null)
  const mail = ref<ChangedMail | null>(null)
  const saving = useAttempt()
  /** Save was pressed on what is typed now: its problems stand at their fields. */
  const tried = ref(false)

  const changedPolicy = computed(() => (shown.value && policy.value ? differing(policy.value, shown.value.policy) : []))
  const changedMail = computed(() =>
    shown.value && mail.value ? differing(mail.value, typedMail(shown.value.mail)) : [],
  )
  const problems = computed(() => ({
    policy: policy.value ? policyProblems(policy.value) : {},
    mail: mail.value && shown.value ? mailProblems(mail.value, shown.value.mail) : {},
  }))

  function take(settings: SiteSettings, keep: 'policy' | 'mail' | null): void {
    shown.value = settings
    if (keep !== 'policy') policy.value = { ...settings.policy }
    if (keep !== 'mail') mail.value = typedMail(settings.mail)
  }

  async function load(keep: 'policy' | 'mail' | null = null): Promise<void> {
    try {
      take(await desk.settings.show(), keep)
      loadFault.value = null
    } catch (error) {
      loadFault.value = faultOf(error)
    }
  }

  function discard(what: 'policy' | 'mail'): void {
    if (!shown.value) return
    saving.fault.value = null
    tried.value = false
    take(shown.value, what === 'policy' ? 'mail' : 'policy')
  }

  /** @returns whether it was saved; what is typed of the other stays as it is. */
  async function save(what: 'policy' | 'mail'): Promise<boolean> {
    tried.value = Object.keys(problems.value[what]).length > 0
    const typedPolicy = policy.value
    const typed = mail.value
    if (tried.value || !typedPolicy || !typed) return false
    const done = await saving.attempt(async () => {
      if (what === 'policy') await withStepUp(() => desk.settings.changePolicy({ ...typedPolicy }))
      else await withStepUp(() => desk.settings.changeMail({ ...typed }))
    })
    if (!done) return false
    // What was saved may keep this very session from the settings: then they are not read again, and are saved all the same.
    if (shown.value && what === 'policy') shown.value = { ...shown.value, policy: { ...typedPolicy } }
    await load(what === 'policy' ? 'mail' : 'policy')
    // The name of the service, the ends of sessions and where mail goes are shown elsewhere too.
    await (what === 'policy' ? session.load() : numbers.load())
    return true
  }

  void load()
  return { shown, loadFault, policy, mail, saving, tried, changedPolicy, changedMail, problems, load, discard, save }
}
