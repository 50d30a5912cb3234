/** Selecting accounts: one, a range however far, all that fit; and what the desk is asked for then. */
import { createPinia, setActivePinia } from 'pinia'
import { effectScope, nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { selectedMost, useAccountSelecting } from '../../../src-renderer/actions/use-account-selection'
import { useAccountList } from '../../../src-renderer/stores/account-list'
import { useAccountSelection } from '../../../src-renderer/stores/account-selection'
import { useSession } from '../../../src-renderer/stores/session'
import { answer, aState, forgetAll, someone } from '../fake-desk'
import { englishWords } from '../words'

vi.mock('../../../src-renderer/bridge/desk', () => import('../fake-desk'))
vi.mock('vue-i18n', async (original) => ({
  ...(await original<typeof import('vue-i18n')>()),
  useI18n: () => englishWords().global,
}))

/** A list of so many; cursors are row numbers. */
function listOf(total: number): void {
  const idOf = (index: number) => String(index).padStart(26, '0')
  answer('accounts.list', ({ from, limit }: { from: string | null; limit: number }) => {
    const first = from === null ? 0 : Number(from)
    const count = Math.max(0, Math.min(limit, total - first))
    const rows = Array.from({ length: count }, (_, at) => ({ id: idOf(first + at), name: `Person ${first + at}` }))
    return { rows, first: null, last: String(first + count), more: first + count < total, capped: false }
  })
  answer('accounts.marks', () => ({
    total,
    capped: false,
    every: 100,
    marks: Array.from({ length: Math.ceil(total / 100) }, (_, at) => (at === 0 ? null : String(at * 100))),
  }))
}

describe('useAccountSelecting', () => {
  let scope: ReturnType<typeof effectScope>
  let selecting: ReturnType<typeof useAccountSelecting>
  async function open(total: number): Promise<void> {
    listOf(total)
    await useAccountList().setFilter({ enabled: true })
    await nextTick()
  }

  beforeEach(() => {
    forgetAll()
    setActivePinia(createPinia())
    useSession().state = aState({ me: someone({ rights: ['accounts.see', 'jobs.act'] }) })
    scope = effectScope()
    selecting = scope.run(() => useAccountSelecting())!
  })
  afterEach(() => scope.stop())

  it('turns one row on and off, and says how many there are', async () => {
    await open(30)
    await selecting.toggle(3, 'alone')
    await selecting.toggle(9, 'alone')
    expect([selecting.count.value, selecting.said.value]).toEqual([2, '2 accounts selected'])
    await selecting.toggle(3, 'alone')
    expect(selecting.choice()).toEqual({ by: 'rows', ids: ['9'.padStart(26, '0')] })
  })

  it('takes a range, also over rows that were never on screen', async () => {
    await open(1500)
    await selecting.toggle(2, 'alone')
    await selecting.toggle(1205, 'last')
    expect(selecting.count.value).toBe(1204)
    await selecting.toggle(1300, 1299)
    expect(selecting.count.value).toBe(1206)
  })

  it('takes no more one by one than the desk does', async () => {
    await open(6000)
    await selecting.toggle(0, 'alone')
    await selecting.toggle(selectedMost, 'last')
    expect(selecting.count.value).toBe(1)
    expect(selecting.said.value).toMatch(/^Up to 5,000/)
  })

  it('all that fit are the filter itself, and end with it', async () => {
    await open(1500)
    await selecting.selectEveryone()
    expect(selecting.choice()).toEqual({ by: 'filter', filter: { enabled: true } })
    expect(selecting.said.value).toBe('All 1,500 accounts that fit are selected')
    await useAccountList().setFilter({ locked: true })
    await nextTick()
    expect(selecting.choice()).toBeNull()
  })

  it('all but one are chosen one by one', async () => {
    await open(250)
    await selecting.selectEveryone()
    await selecting.toggle(7, 'alone')
    expect([selecting.count.value, useAccountSelection().everyone]).toEqual([249, false])
  })

  it('is nothing for who may start no job', async () => {
    useSession().state = aState({ me: someone({ rights: ['accounts.see'] }) })
    await open(30)
    await selecting.toggle(3, 'alone')
    await selecting.selectEveryone()
    expect([selecting.may.value, selecting.choice()]).toEqual([false, null])
  })
})
