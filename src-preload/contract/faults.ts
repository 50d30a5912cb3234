/** The closed list of faults: what a call can be refused with, and the typed data each carries. */
import * as z from 'zod'
import { confinements } from './confinement'

const none = z.strictObject({})
const until = z.strictObject({ until: z.iso.datetime() })

/** `failed`: something was judged and found wrong. `refused`: the act was never begun. Written in the audit row. */
export type FaultResult = 'refused' | 'failed'

const refused = <S extends z.ZodType>(status: number, data: S) => ({ status, data, result: 'refused' as const })
const failed = <S extends z.ZodType>(status: number, data: S) => ({ status, data, result: 'failed' as const })

/**
 * Every fault by code. `data` never holds a secret, a path or SQL. Each code has a sentence in each
 * locale under `fault.<code>`, with the data as its named values.
 */
export const faults = {
  // who may call
  'not-signed-in': refused(401, none),
  'session-ended': refused(401, z.strictObject({ cause: z.enum(['idle', 'absolute', 'ended']) })),
  'not-allowed': refused(403, none),
  'staff-account': refused(403, none),
  'own-account': refused(403, none),
  /** What tells the owner of an act is not taken away by whoever did it. */
  'own-act': refused(403, none),
  'step-up-needed': refused(403, z.strictObject({ token: z.boolean() })),
  /** The session is kept to one thing until it is done. */
  confined: refused(403, z.strictObject({ to: z.enum(confinements) })),
  /** Too many tries: the same for every address, known or not. */
  'password-wait': refused(429, until),
  /** Told only after the right password. */
  'factor-wait': refused(429, until),
  locked: refused(423, until),
  'factor-disabled': refused(403, none),
  'password-expired': refused(403, none),
  /** No challenge, or it ended, was used or ran out: the password is asked again. */
  'challenge-over': refused(401, none),
  /** No code is mailed before then. */
  'mail-wait': refused(429, until),
  // what was asked
  'input-invalid': refused(400, z.strictObject({ field: z.string().max(100).nullable() })),
  'too-large': refused(413, z.strictObject({ limitBytes: z.number() })),
  'not-found': refused(
    404,
    z.strictObject({
      what: z.enum([
        'account',
        'otp-key',
        'import',
        'operation',
        'session',
        'mail',
        'file',
        'search',
        'job',
        'set',
        'mapping',
      ]),
    }),
  ),
  'changed-meanwhile': refused(409, none),
  'email-taken': refused(409, none),
  'user-name-taken': refused(409, none),
  'search-name-taken': refused(409, none),
  'searches-full': refused(409, z.strictObject({ most: z.number() })),
  'password-weak': refused(
    400,
    z.strictObject({ problem: z.enum(['too-short', 'too-long', 'common']), least: z.number(), most: z.number() }),
  ),
  'last-administrator': refused(409, none),
  'already-so': refused(409, none),
  // judged and wrong
  /** `waitUntil` where the next try has to wait; alike for every address. */
  'sign-in-wrong': failed(401, z.strictObject({ waitUntil: z.iso.datetime().nullable() })),
  'password-wrong': failed(403, none),
  'token-wrong': failed(
    403,
    z.strictObject({
      problem: z.enum(['malformed', 'wrong', 'used', 'off']),
      /** For `off`: how many seconds the phone's clock is away, negative when it is slow. Otherwise 0. */
      offSeconds: z.number(),
    }),
  ),
  'recovery-code-wrong': failed(403, z.strictObject({ problem: z.enum(['malformed', 'wrong', 'used']) })),
  'email-token-wrong': failed(
    403,
    z.strictObject({ problem: z.enum(['malformed', 'wrong', 'used', 'expired', 'too-often']) }),
  ),
  'recovery-key-wrong': failed(403, none),
  // the order of things
  'welcome-done': refused(409, none),
  'recovery-key-first': refused(409, none),
  'no-pending-key': refused(409, none),
  'not-enrolled': refused(409, none),
  'not-locked': refused(409, none),
  /** The strict policy does not take email as a factor. */
  'email-not-allowed': refused(409, none),
  'same-password': refused(409, none),
  /** Password and mailed code would come into one mailbox. */
  'password-by-mail': refused(409, none),
  /** `over`: sent, given up, or worthless by now; `secret`: a code or password is not printed. */
  'mail-not-open': refused(409, z.strictObject({ problem: z.enum(['over', 'secret']) })),
  'account-disabled': refused(409, none),
  /** Only a disabled account is removed or anonymised. */
  'account-enabled': refused(409, none),
  // jobs and requests
  /** Asks for approval first: more accounts than one person does alone, or an act that the policy names. */
  'second-person-needed': refused(403, none),
  /** Nobody else could approve: it starts from then on. */
  'job-waits': refused(409, until),
  /** It is not in a phase in which this can be done. */
  'job-not-open': refused(409, z.strictObject({ phase: z.string() })),
  /** What was asked is not what was approved, or the dry run is another by now. */
  'request-changed': refused(409, none),
  'request-expired': refused(409, none),
  /** Nobody approves or denies what they asked for, nor undoes what they started. */
  'own-request': refused(403, none),
  'nothing-to-change': refused(409, none),
  'too-many-accounts': refused(400, z.strictObject({ most: z.number() })),
  /** A search found more than the desk orders. */
  'search-capped': refused(400, z.strictObject({ most: z.number() })),
  /** The act cannot be undone, its hours are over, or it was undone. */
  'undo-over': refused(409, z.strictObject({ problem: z.enum(['never', 'hours', 'undone', 'running']) })),
  /** Only whoever made the job takes its papers. */
  'papers-of-another': refused(403, none),
  'no-papers': refused(409, none),
  // custody
  'set-superseded': refused(409, z.strictObject({ at: z.iso.datetime() })),
  'not-handed-over': refused(409, none),
  'mapping-name-taken': refused(409, none),
  // files brought to the desk
  'import-unreadable': refused(
    400,
    z.strictObject({
      problem: z.enum([
        'empty',
        'binary',
        'header-only',
        'no-match-column',
        'column-twice',
        'encoding',
        'quote',
        'too-many-lines',
        'not-json',
      ]),
      line: z.number().nullable(),
    }),
  ),
  'import-busy': refused(409, none),
  'import-not-ready': refused(409, none),
  'import-cancelled': refused(409, none),
  'import-done': refused(409, none),
  // files made at the desk
  /** It is being made, or was made before. */
  'file-not-ready': refused(409, none),
  'file-cancelled': refused(409, none),
  /** A pack holds rows that are there, and no more than a browser can verify; `first` and `last` are those of the log. */
  'evidence-range': refused(
    400,
    z.strictObject({
      problem: z.enum(['empty', 'removed', 'too-many-rows', 'too-many-changes']),
      first: z.number(),
      last: z.number(),
      most: z.number(),
    }),
  ),
  /** More rows than go on paper. */
  'report-too-long': refused(400, z.strictObject({ most: z.number() })),
  // the house itself
  busy: refused(503, none),
  'store-full': refused(507, none),
  'store-locked': refused(503, none),
  'store-read-only': refused(503, none),
  'store-damaged': refused(500, none),
  'key-wrong': refused(500, none),
  tampered: refused(500, none),
  'log-unwritable': refused(500, none),
  /** Rows are let go only where they are what they were. */
  'log-broken': refused(409, z.strictObject({ brokenAt: z.number() })),
  /** No pack of exactly these rows, or the file that was picked is another one. */
  'no-pack': refused(409, none),
  internal: refused(500, z.strictObject({ number: z.string().max(16) })),
} as const satisfies Record<string, { status: number; data: z.ZodType; result: FaultResult }>

export type FaultCode = keyof typeof faults
export type FaultData<C extends FaultCode> = z.infer<(typeof faults)[C]['data']>

/** A fault as it crosses a door: nothing but its code and data. */
export type FaultReply = { [C in FaultCode]: { code: C; data: FaultData<C> } }[FaultCode]
