/** Enrollment: who must have MFA and has it, today and on any past day; what changed between two days. */
import * as z from 'zod'
import { policySchema, stateSchema, states } from './accounts'
import { id, instant, reads } from './facts'
import { roleSchema } from './rights'

/** A day in the time zone of the site: `2026-03-31`. */
export const siteDay = z.iso.date()

/** How many accounts are in each state. */
const stateCounts = z.record(stateSchema, z.number())
/** Enabled accounts only. `required` holds those in their grace, too. */
const sums = z.strictObject({ required: stateCounts, notRequired: stateCounts })
export type CoverageSums = z.infer<typeof sums>

/** Null: from the first event on everything is known. */
const floor = z.strictObject({ no: z.number(), at: instant, day: siteDay }).nullable()

export const coverage = z.strictObject({
  /** The day asked for; null is now. */
  day: siteDay.nullable(),
  today: siteDay,
  /** The last row of the log whose events are counted. */
  no: z.number(),
  /** When it was counted, or the end of the day. */
  at: instant,
  /** What is known begins there. */
  floor,
  /** The day lies before all that is known: nothing is counted. */
  beforeFloor: z.boolean(),
  all: sums,
  departments: z.array(sums.extend({ key: z.string() })),
  roles: z.array(sums.extend({ key: roleSchema })),
  /** Required and no factor that works; administrators without one, required or not. */
  requiredNone: z.number(),
  administratorsWithout: z.number(),
  /** Disabled accounts; in no other number. */
  disabled: z.number(),
  /** Known of today only: events do not say how many codes were left. The numbers of days are those of the filters. */
  needs: z
    .strictObject({
      pendingOver: z.strictObject({ days: z.number(), count: z.number() }),
      fewCodes: z.number(),
      unusedFor: z.strictObject({ days: z.number(), count: z.number() }),
    })
    .nullable(),
})
export type Coverage = z.infer<typeof coverage>

/** One point of the line over twelve months; null where nothing is known yet. */
const month = z.strictObject({
  /** The last day of a month, or today. */
  day: siteDay,
  required: z.number().nullable(),
  enrolled: z.number().nullable(),
})

/** What a list of a past day can be asked for. */
export const stoodFilter = z.strictObject({
  states: z.array(stateSchema).max(states.length).optional(),
  policy: policySchema.optional(),
  roles: z.array(roleSchema).max(5).optional(),
  departments: z.array(z.string().max(200)).max(50).optional(),
  enabled: z.boolean().optional(),
})
export type StoodFilter = z.infer<typeof stoodFilter>

const standing = z.strictObject({
  department: z.string(),
  role: roleSchema,
  policy: policySchema,
  state: stateSchema,
  enabled: z.boolean(),
})
export type Standing = z.infer<typeof standing>

const stood = standing.extend({
  accountId: id,
  /** As they are today: events do not hold names. Empty where the account is no more. */
  name: z.string(),
  email: z.string(),
  /** Since when it stood so; null where the row that says so is cut off. */
  since: instant.nullable(),
  /** Where a page ends. */
  seq: z.number(),
})

/** `joined` and `left`: made or enabled, disabled. `method`: from one factor to the other. */
export const changeKinds = ['enrolled', 'lost', 'method', 'joined', 'left'] as const
export type ChangeKind = (typeof changeKinds)[number]

const changed = z.strictObject({
  accountId: id,
  name: z.string(),
  email: z.string(),
  /** Null: it was not there. */
  before: standing.nullable(),
  after: standing.nullable(),
  seq: z.number(),
})

/** From the end of `from` to the end of `to`; null is now. */
const span = z.strictObject({ from: siteDay, to: siteDay.nullable() })
const pageOf = z.number().int().min(1).max(200)

export const enrollment = {
  /** Today's numbers come from the counters and answer at once; those of a past day are counted from events. */
  show: reads('enrollment.see')
    .input(z.strictObject({ day: siteDay.nullable() }))
    .output(coverage),
  /** The ends of the last eleven months, oldest first, and now. */
  months: reads('enrollment.see').output(z.strictObject({ months: z.array(month) })),
  /** Accounts as they stood at the end of a day, those first that came to stand so last. */
  list: reads('enrollment.see')
    .input(
      z.strictObject({
        day: siteDay,
        filter: stoodFilter,
        /** `seq` of the last row of the page before. */
        under: z.number().int().min(0).nullable(),
        limit: pageOf,
      }),
    )
    .output(z.strictObject({ rows: z.array(stood), more: z.boolean(), total: z.number() })),
  /** How many accounts changed how, each once, whatever lay in between. */
  compare: reads('enrollment.see')
    .input(span)
    .output(
      z.strictObject({
        floor,
        beforeFloor: z.boolean(),
        counts: z.record(z.enum(changeKinds), z.number()),
        /** Of those who joined and left. */
        joinedEnrolled: z.number(),
        leftEnrolled: z.number(),
        enrolledBefore: z.number(),
        enrolledAfter: z.number(),
      }),
    ),
  /** The accounts that changed so, in order of their last change. */
  changes: reads('enrollment.see')
    .input(
      span.extend({
        kind: z.enum(changeKinds),
        /** `seq` of the last row of the page before. */
        above: z.number().int().min(0).nullable(),
        limit: pageOf,
      }),
    )
    .output(z.strictObject({ rows: z.array(changed), more: z.boolean() })),
}
