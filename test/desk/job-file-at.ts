/** A file of a job, made and read back as the window does. */
import type { Desk } from '../../src-preload/contract'
import type { JobFileWanted } from '../../src-preload/contract/job-files'
import { password } from '../doubles/test-desk'

export type Papers = Extract<JobFileWanted, { of: 'papers' }>

/** Made ready, the password asked for, made. @returns its id and what was answered */
export async function madeJobFile(desk: Desk, wanted: JobFileWanted) {
  const { fileId } = await desk.jobFiles.prepare(wanted)
  await desk.session.stepUp({ password })
  return { fileId, ...(await desk.jobFiles.make({ fileId })) }
}

/** @returns the whole file, read in parts */
export async function bytesOf(desk: Desk, fileId: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for (let from = 0, more = true; more;) {
    const answer = await desk.jobFiles.part({ fileId, from })
    const bytes = new Uint8Array(await answer.part.arrayBuffer())
    parts.push(bytes)
    from += bytes.length
    more = answer.more
  }
  return Buffer.concat(parts)
}
