/** The Enrollment page: coverage of a day, twelve months, and what changed since another day; the day stands in the address. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { LocationQuery } from 'vue-router'
import { desk } from '../bridge/desk'
import { faultOf, type Fault } from '../bridge/fault'

type Coverage = Awaited<ReturnType<typeof desk.enrollment.show>>
type Months = Awaited<ReturnType<typeof desk.enrollment.months>>['months']
type Changes = Awaited<ReturnType<typeof desk.enrollment.compare>>

export const coverageTabs = ['department', 'role', 'method'] as const
export type CoverageTab = (typeof coverageTabs)[number]

/** A day as the address has it; whatever else stands there is none. */
export const dayIn = (query: LocationQuery, name: string): string | null => {
  const value = query[name]
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null
}

export function useEnrollment() {
  const route = useRoute()
  const router = useRouter()
  const day = computed(() => dayIn(route.query, 'day'))
  const since = computed(() => dayIn(route.query, 'since'))
  const tab = computed<CoverageTab>(() => coverageTabs.find((one) => one === route.query['by']) ?? 'department')
  const coverage = shallowRef<Coverage | null>(null)
  const months = shallowRef<Months>([])
  const changes = shallowRef<Changes | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const loading = ref(false)
  let asked = 0

  /** Another day, another tab: one page, so going back leaves it. */
  const put = (changed: Record<string, string | null>): void => {
    const query = { ...route.query, ...changed }
    void router.replace({ query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null)) })
  }

  async function load(): Promise<void> {
    const turn = ++asked
    loading.value = true
    try {
      const reply = await desk.enrollment.show({ day: day.value })
      if (turn !== asked) return
      coverage.value = reply
      fault.value = null
    } catch (error) {
      if (turn === asked) fault.value = faultOf(error)
    } finally {
      if (turn === asked) loading.value = false
    }
  }

  async function compare(): Promise<void> {
    const [from, to] = [since.value, day.value]
    changes.value = null
    if (from === null) return
    try {
      const reply = await desk.enrollment.compare({ from, to })
      if (from === since.value && to === day.value) changes.value = reply
    } catch (error) {
      if (from === since.value && to === day.value) fault.value = faultOf(error)
    }
  }

  async function loadMonths(): Promise<void> {
    months.value = await desk.enrollment.months().then(
      (reply) => reply.months,
      () => months.value,
    )
  }

  watch(
    [day, () => route.path],
    ([, path]) => {
      // The page is left: the query of another one says nothing about this.
      if (path === '/enrollment') void load()
    },
    { immediate: true },
  )
  watch([since, day], () => route.path === '/enrollment' && void compare(), { immediate: true })
  void loadMonths()

  return {
    day,
    since,
    tab,
    coverage,
    months,
    changes,
    fault,
    loading,
    reload: load,
    chooseDay: (chosen: string | null) =>
      put({ day: chosen, ...(chosen && since.value && since.value > chosen ? { since: null } : {}) }),
    chooseSince: (chosen: string | null) => put({ since: chosen }),
    chooseTab: (chosen: CoverageTab) => put({ by: chosen === 'department' ? null : chosen }),
  }
}
