/** The chips of a filter: all it holds, and each taken away alone. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accountFilter, type AccountFilter } from '../../../../src-preload/contract/accounts'
import { filterChips } from '../../../../src-renderer/components/accounts/filter-chips'
import { anyFilter } from '../../../store/made-up-accounts'

const chips = (filter: AccountFilter) =>
  filterChips(filter, (key, named) => `${key}${named ? JSON.stringify(named) : ''}`)

it('taken away one after the other leave the search and nothing else', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const asked = { search: 'mori', ...filter }
      let left: AccountFilter = asked
      const seen = new Set<string>()
      for (let first = chips(left)[0]; first; first = chips(left)[0]) {
        expect(accountFilter.parse(first.leadsTo)).toEqual(first.leadsTo)
        expect(chips(first.leadsTo).map(({ key }) => key)).toEqual(
          chips(left)
            .slice(1)
            .map(({ key }) => key),
        )
        seen.add(first.key)
        left = first.leadsTo
      }
      const empty = Object.entries(left).filter(
        ([key, value]) => key !== 'search' && !(Array.isArray(value) && value.length === 0),
      )
      expect(empty).toEqual([])
      expect(seen.size).toBe(chips(asked).length)
    }),
  )
})

it('say days and values', () => {
  expect(chips({ pendingOver: 7, departments: [''] }).map(({ label }) => label)).toEqual([
    'accounts.filters.noDepartment',
    'accounts.filters.pendingOver{"days":7}',
  ])
  expect(chips({ search: 'mori' })).toEqual([])
})
