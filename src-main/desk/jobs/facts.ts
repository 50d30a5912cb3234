/** What a job is judged by: the facts of its accounts, and the rules as they stand for whoever made it. */
import { mayDo } from '../../../src-preload/contract/rights'
import type { JobRules } from '../../engine/job-judge'
import type { AccountFacts } from '../../store/job-facts'
import type { ReadTables } from '../act'
import { actorOf, type Call } from '../call'
import { policyOfSite } from '../settings'

export type { AccountFacts } from '../../store/job-facts'

/** @returns the facts of these accounts, by id; those that are no more are left out. At most a few hundred at once. */
export const factsOf = (
  tables: Pick<ReadTables, 'jobFacts'>,
  call: Pick<Call, 'at'>,
  accountIds: readonly string[],
): Promise<Map<string, AccountFacts>> => tables.jobFacts.ofIds(accountIds, call.at)

/**
 * @returns the rules for the next account, as things stand. Of several judged after one another each is told of one
 *   administrator fewer for each before it whose verdict says `losesAdministrator`: `afterVerdict`
 */
export async function rulesOf(tables: Pick<ReadTables, 'accounts' | 'settings'>, call: Call): Promise<JobRules> {
  const actor = actorOf(call)
  const { required, graceDays } = await policyOfSite(tables)
  return {
    at: call.at,
    now: call.now,
    actorId: actor.id,
    mayActOnStaff: mayDo(actor.role, 'staff.act'),
    administrators: await tables.accounts.countEnabledAdministrators(),
    site: { required, graceDays },
  }
}

/** @returns the rules for the account after one with that verdict, where it was acted on. */
export const afterVerdict = (rules: JobRules, { losesAdministrator }: { losesAdministrator: boolean }): JobRules =>
  losesAdministrator ? { ...rules, administrators: rules.administrators - 1 } : rules
