/** Whether the audit log is what it was: its state, the check of all of it, and rows that are let go against a pack of evidence. */
import * as z from 'zod'
import { instant, reads, reason, writes } from './facts'

/**
 * What is wrong with a log: a row was changed or is gone, the newest rows are gone, rows are not those that an anchor was
 * signed for, an anchor is not ours, a cut is not ours, events or snapshots of accounts are not those the log answers for.
 */
const breakKinds = ['changed', 'missing', 'end', 'anchor', 'forged', 'cut', 'events', 'snapshot'] as const

const running = z
  .strictObject({
    /** Rows. */
    done: z.number(),
    total: z.number(),
    /** Who asked for it; null: the desk itself, once a day. */
    by: z.string().nullable(),
  })
  .nullable()

const whole = z
  .strictObject({
    /** When it ended. */
    at: instant,
    by: z.string().nullable(),
    from: z.number(),
    to: z.number(),
    /** Newest row that an anchor was found to fit: rows up to it are anchored, those after it are held by their chain alone. */
    anchoredTo: z.number().nullable(),
    /** How many anchors were compared. */
    anchors: z.number(),
  })
  .nullable()

export const logState = z.strictObject({
  /** Oldest and newest row; 0 in an empty log. */
  first: z.number(),
  last: z.number(),
  /** The newest rows as they were checked when the desk opened; 0 to 0: there were none. */
  checkedFrom: z.number(),
  checkedTo: z.number(),
  checkedAt: instant.nullable(),
  /** The first number at which the log is not what it was, whoever found it; null: it holds. */
  brokenAt: z.number().nullable(),
  /** Up to here it is known to be so: rows that are gone, or that lie between two anchors of which one does not fit. */
  brokenTo: z.number().nullable(),
  brokenKind: z.enum(breakKinds).nullable(),
  /** The newest row that was signed for. */
  anchor: z.strictObject({ no: z.number(), at: instant }).nullable(),
  /** The next one is written by then, where there are rows to sign for. */
  nextAnchorBy: instant,
  /** `unreachable`: the folder of anchors cannot be used; `missing`: it holds less than was signed; `changed`: it holds what this store did not sign. */
  anchorTrouble: z.enum(['unreachable', 'missing', 'changed']).nullable(),
  /** Since then no check of all rows came to its end, because the desk could not make it; null: the last one did. */
  checkFailedAt: instant.nullable(),
  /** The last check of all rows, and the one that runs. */
  whole,
  running,
})
export type LogState = z.infer<typeof logState>

export const auditCut = z.strictObject({
  fromNo: z.number(),
  toNo: z.number(),
  /** Instant of the last removed row. */
  lastAt: instant,
  cutAt: instant,
  actorName: z.string(),
  /** Of the pack that holds the rows. */
  fileSha256: z.string(),
})
export type AuditCut = z.infer<typeof auditCut>

export const auditProof = {
  /** The status line and the banner: how far the log goes, and whether it holds. */
  state: reads('accounts.see').output(logState),
  /** Begins a check of all rows, or joins the one that runs. Its row says who asked for it; what it finds is in `state`. */
  check: writes('audit.verify').output(z.strictObject({})),
  checkProgress: reads('audit.verify').output(z.strictObject({ running, whole })),
  /** Stops it; what the check before found stays. It has a row: the daily check could be put off for ever unseen. */
  cancelCheck: writes('audit.verify').output(z.strictObject({})),
  /** What is kept, what was let go, and the key that signs: 16 digits of the SHA-256 of its public half; null: none yet. */
  retention: reads('audit.see').output(
    z.strictObject({
      first: z.strictObject({ no: z.number(), at: instant }).nullable(),
      cuts: z.array(auditCut),
      fingerprint: z.string().nullable(),
    }),
  ),
  /** Rows up to the end of a day in the site's time zone that could be let go; null: there are none. */
  cutUpTo: reads('audit.cut')
    .input(z.strictObject({ day: z.iso.date() }))
    .output(
      z.strictObject({ range: z.strictObject({ fromNo: z.number(), toNo: z.number(), lastAt: instant }).nullable() }),
    ),
  /**
   * Lets go of all rows up to `to`, against the pack that holds exactly these.
   * @throws no-pack where this desk made none of that range with that SHA-256; log-broken where one of them is not what it was
   */
  cut: writes('audit.cut', 'each-time')
    .input(
      z.strictObject({
        to: z.number().int().min(1),
        /** Of the file as it was saved, lower-case hex. */
        fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
        reason,
      }),
    )
    .output(z.strictObject({ fromNo: z.number(), toNo: z.number() })),
}
