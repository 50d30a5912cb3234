/** The filter menus: what a press leads to, and which view a filter is. */
import { describe, expect, it } from 'vitest'
import { roles } from '../../../../src-preload/contract/rights'
import { accountFilter, states } from '../../../../src-preload/contract/accounts'
import { accountViewNames, accountViews, viewOf } from '../../../../src-renderer/components/accounts/account-views'
import { filterMenus, menuNames } from '../../../../src-renderer/components/accounts/filter-menus'

const menus = (filter: Parameters<typeof filterMenus>[0]) => filterMenus(filter, ['Sales', '営業部', ''], (key) => key)

describe('the filter menus', () => {
  it('offer every state and role of the contract', () => {
    expect(menus({}).state.map(({ label }) => label)).toEqual(states.map((state) => `state.${state}`))
    expect(
      menus({})
        .role.map(({ label }) => label)
        .sort(),
    ).toEqual(roles.map((role) => `role.${role}`).sort())
  })

  it('lead only to filters the desk takes, and back', () => {
    for (const menu of menuNames) {
      menus({})[menu].forEach((choice, at) => {
        expect(accountFilter.parse(choice.leadsTo)).toEqual(choice.leadsTo)
        const again = menus(choice.leadsTo)[menu][at]
        expect(again?.chosen).toBe(true)
        expect(again?.leadsTo).toEqual({})
      })
    }
  })

  it('collect several states, and one policy', () => {
    const [first, second] = menus({}).state
    const both = menus(first?.leadsTo ?? {}).state[1]?.leadsTo
    expect(both).toEqual({ states: ['not-enrolled', 'pending'] })
    expect(second?.leadsTo).toEqual({ states: ['pending'] })
    const required = menus({}).policy[1]?.leadsTo ?? {}
    expect(menus(required).policy[2]?.leadsTo).toEqual({ policy: 'grace' })
  })

  it('keep what the other menus and the search hold', () => {
    const filter = { search: '太郎', departments: ['Sales'] }
    expect(menus(filter).more[0]?.leadsTo).toEqual({ ...filter, locked: true })
  })
})

describe('a view', () => {
  it.each(accountViewNames)('%s is pressed by its own filter, with a search or without', (name) => {
    expect(viewOf(accountViews[name])).toBe(name)
    expect(viewOf({ search: 'mori', ...accountViews[name] })).toBe(name)
  })

  it('is pressed by the menu line that means the same', () => {
    expect(viewOf(menus({}).state[1]?.leadsTo ?? {})).toBe('pending')
    expect(viewOf({ states: ['pending'], departments: ['Sales'] })).toBeNull()
  })
})
