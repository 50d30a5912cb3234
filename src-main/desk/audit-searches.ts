/** Filters of the log that somebody keeps by name: their own preference, seen and changed by nobody else. */
import { auditFilter, savedSearchesMost, type SavedSearch } from '../../src-preload/contract/audit-filter'
import { foldKey } from '../engine/fold'
import { fault } from '../fault'
import { makeId } from '../random'
import type { SavedSearchRow } from '../store/saved-searches'
import { act, look } from './act'
import { wishOf } from './audit-wish'
import { actorOf } from './call'
import type { GuardedDesk } from './guard'

/** What of a kept filter this version no longer knows is left out: it finds more, never nothing. */
function filterOf(kept: string): SavedSearch['filter'] {
  const found = auditFilter.safeParse(JSON.parse(kept))
  return found.success ? found.data : {}
}

const searchReply = (row: SavedSearchRow): SavedSearch => ({
  id: row.id,
  name: row.name,
  filter: filterOf(row.filter),
  madeAt: row.made_at,
})

/** @returns the handlers of kept filters in the group `audit`. */
export const auditSearchesHandlers = (desk: GuardedDesk) => ({
  searches: desk.audit.searches.handler(
    look(async (tables, call) => ({
      searches: (await tables.savedSearches.listOf(actorOf(call).id)).map(searchReply),
    })),
  ),

  saveSearch: desk.audit.saveSearch.handler(
    act({
      settle: async (tables, call, { name, filter }) => {
        // A span that makes no sense is refused when it is kept, not each time it is used.
        wishOf(filter, call)
        const own = await tables.savedSearches.listOf(actorOf(call).id)
        if (own.some((row) => foldKey(row.name) === foldKey(name))) throw fault('search-name-taken')
        if (own.length >= savedSearchesMost) throw fault('searches-full', { most: savedSearchesMost })
        const row = {
          id: makeId(call.house.random),
          account_id: actorOf(call).id,
          name,
          filter: JSON.stringify(filter),
          made_at: call.at,
        }
        await tables.savedSearches.insert(row)
        return { reply: { search: searchReply(row) }, row: { detail: { search: name } } }
      },
    }),
  ),

  forgetSearch: desk.audit.forgetSearch.handler(
    act({
      settle: async (tables, call, { id }) => {
        const removed = await tables.savedSearches.remove(actorOf(call).id, id)
        if (removed === null) throw fault('not-found', { what: 'search' })
        return { reply: {}, row: { detail: { search: removed.name } } }
      },
    }),
  ),
})
