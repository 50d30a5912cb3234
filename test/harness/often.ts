/** How often a proof is repeated: in every run of the tests, or by hand in `npm run soak`. */

/** 0 in every run of the tests; in a soak the share of the long counts, usually all of them. */
const share = Number(process.env['MFA_DESK_SOAK'] ?? 0)

/** @returns `each` in every run of the tests, `long` in a soak, or its share of it where that is more than `each` */
export const often = (each: number, long: number): number => Math.max(each, Math.round(long * share))

/** @returns `each` in every run of the tests, `soak` in a soak of any share */
export const inSoak = (each: number, soak: number): number => (share > 0 ? soak : each)

/** Milliseconds a repeated proof may take. */
export const patience = inSoak(240_000, 12 * 60 * 60_000)
