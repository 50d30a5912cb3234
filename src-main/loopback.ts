/** Entry of the loopback host, built to out/main/loopback.js and called by launch.ts in its own process. */
import { join } from 'node:path'
import { systemClock } from './clock'
import { composeDesk } from './compose'
import type { Flags } from './host/flags'
import { runLoopbackHost } from './host/loopback-host'
import { systemRandom } from './random'
import { takeFolderLock } from './store/folder-lock'

/** @returns the exit code, once the desk has closed. */
export function openLoopback(flags: Flags): Promise<number> {
  const means = { compose: composeDesk, takeLock: takeFolderLock, clock: systemClock, random: systemRandom }
  return runLoopbackHost(means, flags, join(import.meta.dirname, '..'))
}
