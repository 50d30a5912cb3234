/** Recovery codes: a set of ten, shown once. */
import * as z from 'zod'
import { cursor, id, instant, name, reads, reason, writes } from './facts'

export const recoverySet = z.strictObject({
  number: z.number(),
  madeAt: instant,
  issuer: z.string(),
  accountName: z.string(),
  /** Ten codes as `XXXX-XXXX-XXXX-XXXX`; in this reply and never again. */
  codes: z.array(z.string()),
  checksum: z.string(),
  fileName: z.string(),
  /** The whole file as it is saved, copied and printed: UTF-8, lines ended by CRLF. */
  fileText: z.string(),
})
export type RecoverySet = z.infer<typeof recoverySet>

/** How a file came to its person. `screen`: they saw it on their own screen, as they set up OTP themself. */
export const handedHows = ['in-person', 'envelope', 'internal-mail', 'screen', 'other'] as const
export type HandedHow = (typeof handedHows)[number]

/** `issued`: made, and nobody said yet who has it. Used codes are counted beside any of them. */
export const custodyStates = ['issued', 'handed-over', 'acknowledged', 'superseded'] as const
export type CustodyState = (typeof custodyStates)[number]

/** One set and who has it (U7); never a code. */
export const custodySet = z.strictObject({
  setId: id,
  accountId: id,
  accountName: z.string(),
  personName: z.string(),
  department: z.string(),
  number: z.number(),
  checksum: z.string(),
  state: z.enum(custodyStates),
  issuedAt: instant,
  /** Empty for sets made before custody was kept. */
  issuedBy: z.string(),
  jobNo: z.number().nullable(),
  of: z.number(),
  used: z.number(),
  handedTo: z.string(),
  how: z.enum(handedHows).nullable(),
  handedAt: instant.nullable(),
  handedBy: z.string(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string(),
  supersededAt: instant.nullable(),
  note: z.string(),
})
export type CustodySet = z.infer<typeof custodySet>

/** 64 KiB: forty times the longest file of ours. */
export const checkedBytesMost = 64 * 1024
/**
 * `current` and `superseded`: the file is that set, whole and as it was written. `altered`: it has codes or the checksum of that
 * set, and is not whole or was changed. `not-ours`: nothing of it is a set of this desk.
 */
export const fileVerdict = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('current'), set: custodySet, left: z.number() }),
  z.strictObject({ verdict: z.literal('superseded'), set: custodySet, at: instant }),
  z.strictObject({
    verdict: z.literal('altered'),
    set: custodySet,
    /** Codes of the file that are of that set, and codes the file holds. */
    codesRight: z.number(),
    codesInFile: z.number(),
    /** What else differs from the file the desk wrote. */
    differs: z.array(z.enum(['issuer', 'account', 'set-number', 'date', 'checksum', 'codes', 'text'])),
  }),
  z.strictObject({ verdict: z.literal('not-ours'), names: z.enum(['nothing', 'another-issuer', 'unknown-set']) }),
])
export type FileVerdict = z.infer<typeof fileVerdict>

export const recovery = {
  /** The sets of one account or of everybody, newest first. */
  sets: reads('accounts.see')
    .input(
      z.strictObject({
        accountId: id.optional(),
        states: z.array(z.enum(custodyStates)).max(custodyStates.length).optional(),
        /** Three codes or fewer are left of it. */
        fewLeft: z.literal(true).optional(),
        search: name.max(100).optional(),
        before: cursor.nullable(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.strictObject({ sets: z.array(custodySet), before: cursor.nullable() })),
  /** Notes that the file of a set went to somebody; said again, it replaces what was said. */
  handOver: writes('recovery.renew')
    .input(
      z.strictObject({
        setId: id,
        to: name.min(1),
        how: z.enum(['in-person', 'envelope', 'internal-mail', 'other']),
        note: z.string().trim().max(300),
      }),
    )
    .output(custodySet),
  /** Notes that the person said they have it. */
  acknowledge: writes('recovery.renew').input(z.strictObject({ setId: id })).output(custodySet),
  /** Says what a file is, without showing, logging or keeping a code. Checking is an act: its row names the verdict. */
  checkFile: writes('recovery.renew')
    .input(z.strictObject({ file: z.file().max(checkedBytesMost) }))
    .output(fileVerdict),
  /** New recovery codes: only where OTP is active. The former set is void at once. */
  renew: writes('recovery.renew', 'fresh')
    .input(z.strictObject({ accountId: id, reason }))
    .output(recoverySet),
}
