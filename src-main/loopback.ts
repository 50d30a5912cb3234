/** Entry of what runs in the terminal's own process, built to out/main/loopback.js: the loopback host, and recovery. */
import { join } from 'node:path'
import { systemClock } from './clock'
import { composeDesk, verifierPageOf } from './compose'
import { composeRecovery, hasStore } from './compose-recovery'
import type { Flags } from './host/flags'
import { runLoopbackHost } from './host/loopback-host'
import type { Means } from './host/open-desk'
import { runRecovery } from './host/recover-administrator'
import { systemRandom } from './random'
import { takeFolderLock } from './store/folder-lock'

/** @returns the exit code, once the desk has closed. */
export function openLoopback(flags: Flags): Promise<number> {
  const out = join(import.meta.dirname, '..')
  const compose: Means['compose'] = (options) => composeDesk({ ...options, verifierPage: verifierPageOf(out) })
  const means = { compose, takeLock: takeFolderLock, clock: systemClock, random: systemRandom }
  return runLoopbackHost(means, flags, out)
}

/** @returns the exit code. */
export const recoverAdministrator = (flags: Flags): Promise<number> =>
  runRecovery({ hasStore, open: composeRecovery, takeLock: takeFolderLock }, flags)
