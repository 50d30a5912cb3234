/** Coverage by hand, from plain counts and copies: what the Enrollment page is held against. Definitions stand here anew. */
import type { ChangeKind, Coverage } from '../../src-preload/contract/enrollment'
import type { Copy } from './plain-standings'

interface Stood {
  readonly department: string
  readonly role: string
  readonly must: boolean
  readonly state: string
  readonly enabled: boolean
}

function parse(text: string): Stood {
  const [department = '', role = '', policy, state = '', enabled] = JSON.parse(text) as [
    string,
    string,
    string,
    string,
    number,
  ]
  return { department, role, must: policy === 'required', state, enabled: enabled === 1 }
}

const isIn = (state: string): boolean => state.startsWith('enrolled-')

/** The same shape from a plain count (lines of standing and number) and from what the page said; sums of nobody left out. */
export function sumsOf(given: readonly string[] | Coverage) {
  const sums: Record<string, number> = {}
  const add = (key: string, count: number) => {
    if (count > 0) sums[key] = (sums[key] ?? 0) + count
  }
  if (!('length' in given)) {
    for (const [name, one] of [
      ['all', given.all] as const,
      ...given.departments.map((one) => [`department ${one.key}`, one] as const),
      ...given.roles.map((one) => [`role ${one.key}`, one] as const),
    ]) {
      for (const [state, count] of Object.entries(one.required)) add(`${name} required ${state}`, count)
      for (const [state, count] of Object.entries(one.notRequired)) add(`${name} free ${state}`, count)
    }
    add('required without', given.requiredNone)
    add('administrators without', given.administratorsWithout)
    add('disabled', given.disabled)
    const { required } = given.all
    const total = Object.values(required).reduce((sum, count) => sum + count, 0)
    return { sums, required: total, requiredEnrolled: required['enrolled-otp'] + required['enrolled-email'] }
  }
  let [required, requiredEnrolled] = [0, 0]
  for (const line of given) {
    const cut = line.lastIndexOf(' ')
    const [{ department, role, must, state, enabled }, count] = [parse(line.slice(0, cut)), Number(line.slice(cut + 1))]
    if (!enabled) {
      add('disabled', count)
      continue
    }
    for (const name of ['all', `department ${department}`, `role ${role}`]) {
      add(`${name} ${must ? 'required' : 'free'} ${state}`, count)
    }
    if (must) required += count
    if (must && isIn(state)) requiredEnrolled += count
    if (must && !isIn(state)) add('required without', count)
    if (role === 'administrator' && !isIn(state)) add('administrators without', count)
  }
  return { sums, required, requiredEnrolled }
}

/** @returns ids of the accounts that changed, by kind: coverage knows enabled accounts alone. */
export function changesFrom(before: Copy, after: Copy): Map<ChangeKind, string[]> {
  const changes = new Map<ChangeKind, string[]>()
  const enabledIn = (copy: Copy, id: string): Stood | null => {
    const text = copy.get(id)
    const stood = text === undefined ? null : parse(text)
    return stood?.enabled ? stood : null
  }
  const kindOf = (was: Stood | null, is: Stood | null): ChangeKind | null => {
    if (!was && !is) return null
    if (!was) return 'joined'
    if (!is) return 'left'
    if (isIn(was.state) !== isIn(is.state)) return isIn(is.state) ? 'enrolled' : 'lost'
    return isIn(is.state) && was.state !== is.state ? 'method' : null
  }
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const kind = kindOf(enabledIn(before, id), enabledIn(after, id))
    if (kind === null) continue
    const there = changes.get(kind) ?? []
    there.push(id)
    changes.set(kind, there)
  }
  return changes
}
