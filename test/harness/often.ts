/** How often a proof is repeated: in every run of the tests, or by hand in `npm run soak`. */

const isSoak = process.env['MFA_DESK_SOAK'] === '1'

/** @returns `each` in every run of the tests, `long` in a soak */
export const often = (each: number, long: number): number => (isSoak ? long : each)

/** Milliseconds a repeated proof may take. */
export const patience = isSoak ? 6 * 60 * 60_000 : 240_000
