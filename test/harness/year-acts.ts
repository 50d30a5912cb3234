/** The acts of a year of history, each as a person does it: through the desk, with the codes that were handed to them. */
import type { PolicySettings } from '../../src-preload/contract/settings'
import { defaultPolicy } from '../../src-main/engine/policy'
import { checked, csvFile } from '../desk/import-at'
import { password } from '../doubles/test-desk'
import type { Somebody, YearAct, YearOfPeople } from './year-people'

export type Act = YearAct

const minute = 60_000
const departments = ['営業部', '開発部', 'Finance', 'R&D', 'Sales', '인사팀']
const reason = 'phone lost'
const user = `role = 'user' and enabled = 1`

/** Does `work` for somebody of whom `where` is true, if there is anybody. */
const about =
  (where: string, work: (people: YearOfPeople, one: Somebody) => Promise<unknown>): Act =>
  async (people) => {
    const one = people.somebody(where)
    if (one !== null) await work(people, one)
  }

const enrolOtp = about(`${user} and state not in ('enrolled-otp')`, async (people, { id }) => {
  const { keyId, secret } = await people.desk.otp.reissue({ accountId: id, reason })
  people.apps.set(id, { secret, codes: [] })
  const { codes } = await people.desk.otp.verify({ accountId: id, keyId, token: people.tokenOf(id) })
  people.apps.set(id, { secret, codes })
})

const enrolEmail = about(`${user} and state <> 'enrolled-email'`, async (people, { id, email }) => {
  await people.desk.email.send({ accountId: id, reason })
  await people.desk.email.verify({ accountId: id, token: people.mailedTo(email) })
})

const leavePending = about(user, async (people, { id }) => {
  const { keyId, secret } = await people.desk.otp.reissue({ accountId: id, reason })
  people.pending.set(id, { keyId, secret })
})

const dropPending: Act = async (people) => {
  const [id, key] = [...people.pending][people.below(people.pending.size)] ?? []
  if (id === undefined || key === undefined) return
  people.pending.delete(id)
  await people.desk.otp.cancel({ accountId: id, keyId: key.keyId })
}

/** Signed in with a slip made just now, as far as the second step where there is one. */
async function begun(people: YearOfPeople, { id, email }: Somebody) {
  const { slip } = await people.desk.passwords.issue({ accountId: id, way: 'slip', reason })
  const typed = slip?.password ?? ''
  const desk = people.test.at(people.test.seat())
  const again = () => desk.session.signIn({ email, password: typed })
  return { desk, typed, again, answer: await again() }
}

/** As many wrong codes as it takes: the password again after five, and a wait for each lock to end. */
const wrongCodes = (many: number) =>
  about(`${user} and state = 'enrolled-otp'`, async (people, one) => {
    const { desk, again } = await begun(people, one)
    for (let count = 1; count <= many; count += 1) {
      people.test.time += 20_000
      const right = people.tokenOf(one.id)
      const code = String((Number(right) + 500_000) % 1_000_000).padStart(6, '0')
      await desk.session.authenticate({ code }).catch(() => undefined)
      if (count % 5 !== 0 || count === many) continue
      people.test.time += count >= 20 ? 61 * minute : count >= 15 ? 31 * minute : count >= 10 ? 16 * minute : minute
      await again().catch(() => undefined)
    }
  })

const ownWay = about(`${user} and state in ('not-enrolled', 'pending', 'must-re-enrol')`, async (people, one) => {
  const { desk, typed, answer } = await begun(people, one)
  if (answer.kind !== 'in') return
  await desk.self.changePassword({ current: typed, password })
  const way = people.below(3)
  if (way === 0) {
    await desk.self.sendEmailToken()
    await desk.self.verifyEmailToken({ token: people.mailedTo(one.email) })
  } else {
    const { keyId, secret } = await desk.self.makeOtpKey()
    people.apps.set(one.id, { secret, codes: [] })
    if (way === 1) return desk.self.cancelOtpKey({ keyId })
    const { recoverySet } = await desk.self.verifyOtpKey({ keyId, token: people.tokenOf(one.id) })
    people.apps.set(one.id, { secret, codes: recoverySet.codes })
  }
  const then = people.below(5)
  if (then === 0) await desk.self.clearMfa()
  if (then === 1 && way === 2) await desk.self.deleteOtpKey()
  if (then === 2 && way === 2) await desk.self.renewRecoveryCodes()
  if (then === 3) {
    // Where email is the method it is stopped until the new address is verified.
    const email = `moved.${one.email.split('@')[0]?.slice(-20)}.${people.below(1_000_000)}@corp.example`
    await desk.self.changeEmail({ email })
    if (people.below(2) === 0) await desk.self.verifyAddress({ token: people.mailedTo(email) })
  }
  await desk.session.signOut()
})

/** Somebody whose app is still the one we know. */
async function signedInByApp(people: YearOfPeople, codes: boolean) {
  const known = [...people.apps].filter(([, app]) => !codes || app.codes.length > 0)
  const [id = '', app] = known[people.below(known.length)] ?? []
  const one = people.somebody(`id = '${id}' and role = 'user' and state = 'enrolled-otp'`)
  if (one === null || app === undefined) return
  const { desk } = await begun(people, one)
  if (!codes) return desk.session.authenticate({ code: people.tokenOf(id) })
  people.apps.set(id, { ...app, codes: app.codes.slice(1) })
  await desk.session.authenticateWithRecoveryCode({ code: app.codes[0] ?? '' })
}

const changeRole = about(`enabled = 1`, async (people, { id, rev }) => {
  await people.prove()
  const role = people.pick(['user', 'user', 'helpdesk', 'operator', 'auditor', 'administrator'] as const)
  await people.desk.accounts.changeRole({ id, rev, role, reason })
})

const moveDepartment = about(user, async (people, { id, rev }) => {
  const { userName, email, secondEmail, phone, name, language } = await people.desk.accounts.show({ id })
  const fields = { userName, email, secondEmail, phone, name, language }
  await people.desk.accounts.change({ id, rev, ...fields, department: people.pick(departments) })
})

const makeOne: Act = (people) =>
  people.desk.accounts.make({
    ...{ userName: '', secondEmail: '', phone: '', department: people.pick(departments), language: null },
    ...{ name: `New ${people.done}`, email: `new${people.done}.${people.below(1e9)}@corp.example`, role: 'user' },
  })

const clear = about(`${user} and state in ('enrolled-otp', 'enrolled-email', 'disabled-otp')`, (people, { id }) =>
  people.desk.accounts.clearMfa({ id, reason }),
)
const deleteKey = about(`${user} and state = 'enrolled-otp'`, (people, { id }) =>
  people.desk.accounts.deleteOtpKey({ id, reason }),
)
const unlock = about(`locked_until is not null`, (people, { id }) => people.desk.accounts.unlock({ id, reason }))
const disable = about(user, (people, { id }) => people.desk.accounts.disable({ id, reason }))
const enable = about(`enabled = 0`, (people, { id }) => people.desk.accounts.enable({ id, reason }))
const renew = about(`${user} and state = 'enrolled-otp'`, (people, { id }) =>
  people.desk.recovery.renew({ accountId: id, reason }),
)
/** Nothing to clear: a refusal, which leaves a row and no event. */
const clearNothing = about(`${user} and state = 'not-enrolled'`, (people, { id }) =>
  people.desk.accounts.clearMfa({ id, reason }),
)

/** Often ones stand there more than once. */
export const acts: readonly Act[] = [
  ...Array<Act>(8).fill(enrolOtp),
  ...Array<Act>(5).fill(enrolEmail),
  ...Array<Act>(4).fill(ownWay),
  ...Array<Act>(3).fill(leavePending),
  ...Array<Act>(2).fill(disable),
  ...Array<Act>(2).fill(changeRole),
  ...Array<Act>(2).fill(moveDepartment),
  ...[dropPending, clear, deleteKey, unlock, enable, renew, clearNothing, makeOne, wrongCodes(1)],
  ...[(people: YearOfPeople) => signedInByApp(people, false), (people: YearOfPeople) => signedInByApp(people, true)],
]

const policies: readonly Partial<PolicySettings>[] = [
  { required: 'staff', graceDays: 14 },
  { required: 'everyone', graceDays: 30 },
  { required: 'nobody' },
  { required: 'everyone', graceDays: 0 },
  { required: 'staff', graceDays: 7, strength: 'strict' },
  { required: 'everyone', graceDays: 14 },
]

const setPolicy =
  (place: number): Act =>
  async (people) => {
    await people.comeIn()
    await people.prove()
    await people.desk.settings.changePolicy({
      ...defaultPolicy,
      issuer: 'WhaTap',
      ...policies[place % policies.length],
    })
  }

/** What happens on certain days only: a policy, somebody locked out, somebody whose factor is disabled by tries. */
export function weekly(number: number): Act[] {
  const list: Act[] = []
  if (number % 56 === 20) list.push(setPolicy(Math.floor(number / 56)))
  if (number % 21 === 9) list.push(wrongCodes(10), unlock)
  if (number % 84 === 16) list.push(wrongCodes(50))
  return list
}

const personOf = (place: number) => `person${place}@corp.example`

/** The file of accounts `from` to `to`, after `moves` of the departments. */
function fileOf(from: number, to: number, moves: number): File {
  const rows = ['Email,Name,Department,Role']
  for (let place = from; place < to; place += 1) {
    const moved = place % 9 < moves ? moves : 0
    rows.push(`${personOf(place)},Person ${place},${departments[(place * 7 + moved) % departments.length]},user`)
  }
  return csvFile(`${rows.join('\r\n')}\r\n`)
}

const bringIn =
  (file: () => File): Act =>
  async (people) => {
    await people.comeIn()
    const { importId } = await checked(people.desk, file(), { update: true })
    await people.prove()
    await people.desk.imports.apply({ importId })
  }

/** Twelve files over the year: each brings new accounts, and moves some of those that are there. */
export function importsOf({ accounts, days }: { accounts: number; days: number }): Map<number, Act[]> {
  const files = 12
  const each = Math.ceil(accounts / files)
  const map = new Map<number, Act[]>()
  for (let file = 0; file < files; file += 1) {
    const [from, to] = [file * each, Math.min(accounts, (file + 1) * each)]
    const before = Math.max(0, from - Math.floor(each / 3))
    let day = Math.floor((file * days) / files)
    // Not at a weekend: nobody is in.
    while ([4, 5].includes(day % 7)) day += 1
    map.set(day, [bringIn(() => fileOf(before, to, file))])
  }
  return map
}
