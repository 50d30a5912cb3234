/** The people a filter of the log may name: looked for as one types, and the names of those it names by id. */
import { ref, shallowRef } from 'vue'
import type { AuditFilter, AuditRow } from '../../src-preload/contract/audit'
import { desk } from '../bridge/desk'

export interface LogPerson {
  readonly id: string
  readonly name: string
  readonly email: string
}

const offered = 6

export function useLogPeople() {
  const people = shallowRef<readonly LogPerson[]>([])
  const names = ref<Record<string, string>>({})
  const computers = shallowRef<readonly string[]>([])
  let asked = 0

  /** One character finds too much to be of use, and no index serves it. */
  async function find(text: string): Promise<void> {
    const turn = ++asked
    people.value = []
    const search = text.trim()
    if (Array.from(search).length < 2) return
    const reply = await desk.accounts
      .list({ filter: { search }, from: null, direction: 'forward', limit: offered })
      .catch(() => null)
    if (turn !== asked || reply === null) return
    people.value = reply.rows.map(({ id, name, email }) => ({ id, name: name || email, email }))
  }

  function learn(id: string, name: string): void {
    if (name !== '') names.value = { ...names.value, [id]: name }
  }

  /** Names of those a filter names by id: from the rows it found, else from their account. */
  async function nameThose({ actorId, accountId }: AuditFilter, rows: readonly AuditRow[]): Promise<void> {
    for (const id of [actorId, accountId]) {
      if (id === undefined || names.value[id] !== undefined) continue
      const acted = rows.find((row) => row.actorId === id)?.actorName
      const known = acted ?? rows.find((row) => row.accountId === id)?.accountName
      if (known) learn(id, known)
      else
        await desk.accounts.show({ id }).then(
          ({ name, email }) => learn(id, name || email),
          () => undefined,
        )
    }
  }

  async function loadComputers(): Promise<void> {
    computers.value = await desk.audit.computers().then(
      (reply) => reply.computers,
      () => [],
    )
  }

  return { people, names, computers, find, learn, nameThose, loadComputers }
}
