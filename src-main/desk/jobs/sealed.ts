/** What a row of a job keeps sealed: how to bring the account back, or a paper that waits to be taken. */
import type { Keyring } from '../../keys/keyring'
import type { Sealed } from '../../store/job-rows'

const placeOf = (jobId: string, place: number, column: Sealed) => ({
  table: 'job_rows',
  column,
  row: `${jobId}:${place}`,
})

/** @returns `value` as JSON, sealed and bound to its row and column */
export const sealInRow = (keyring: Keyring, jobId: string, place: number, column: Sealed, value: object): string =>
  keyring.seal(placeOf(jobId, place, column), Buffer.from(JSON.stringify(value)))

/** @returns what was sealed there. @throws tampered where it was changed or stands in another row */
export const openFromRow = (keyring: Keyring, jobId: string, place: number, column: Sealed, sealed: string): unknown =>
  JSON.parse(Buffer.from(keyring.unseal(placeOf(jobId, place, column), sealed)).toString('utf8'))
