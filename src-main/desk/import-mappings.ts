/** Mappings kept by name: what each header of a file is taken as, so that next month's file needs no choosing. */
import type { ImportMapping } from '../../src-preload/contract/imports'
import { importFields } from '../../src-preload/contract/imports'
import { foldKey } from '../engine/fold'
import { fault } from '../fault'
import { makeId } from '../random'
import type { ImportMappingRow } from '../store/import-mappings'
import { act, look } from './act'
import { actorOf } from './call'
import type { GuardedDesk } from './guard'
import { headerKey } from './import-reading'

type Kept = Pick<ImportMapping, 'fields' | 'matchBy' | 'update'>

/** What this version does not know as a field is left out. */
function mappingReply({ id, name, mapping, made_by_name, made_at }: ImportMappingRow): ImportMapping {
  const { fields, matchBy, update } = JSON.parse(mapping) as Kept
  const known = Object.entries(fields).filter(([, field]) => importFields.includes(field))
  return { id, name, fields: Object.fromEntries(known), matchBy, update, madeBy: made_by_name, madeAt: made_at }
}

/** @throws input-invalid where two headers are taken for one field, or none for what accounts are found by */
function demandSound({ fields, matchBy }: Kept): void {
  const taken = Object.values(fields)
  if (new Set(taken).size !== taken.length || !taken.includes(matchBy))
    throw fault('input-invalid', { field: 'fields' })
}

/** @returns the handlers of kept mappings in the group `imports`. */
export const importMappingHandlers = (desk: GuardedDesk) => ({
  mappings: desk.imports.mappings.handler(
    look(async (tables) => ({ mappings: (await tables.importMappings.list()).map(mappingReply) })),
  ),

  saveMapping: desk.imports.saveMapping.handler(
    act({
      settle: async (tables, call, { name, replace, ...kept }) => {
        const fields = Object.fromEntries(
          Object.entries(kept.fields).map(([header, field]) => [headerKey(header), field]),
        )
        demandSound({ ...kept, fields })
        const name_key = foldKey(name)
        const former = await tables.importMappings.findByKey(name_key)
        if (former !== null && !replace) throw fault('mapping-name-taken')
        if (former !== null) await tables.importMappings.remove(former.id)
        const actor = actorOf(call)
        const row = {
          ...{ id: makeId(call.house.random), name, name_key, mapping: JSON.stringify({ ...kept, fields }) },
          ...{ made_by_name: actor.name || actor.email, made_at: call.at },
        }
        await tables.importMappings.insert(row)
        return { reply: mappingReply(row), row: { detail: { mapping: name, replaced: former !== null } } }
      },
    }),
  ),

  forgetMapping: desk.imports.forgetMapping.handler(
    act({
      settle: async (tables, _call, { id }) => {
        const removed = await tables.importMappings.remove(id)
        if (removed === null) throw fault('not-found', { what: 'mapping' })
        return { reply: {}, row: { detail: { mapping: removed.name } } }
      },
    }),
  ),
})
