/** Entry of what runs in the terminal's own process, built to out/main/loopback.js: the loopback host, and recovery. */
import { join } from 'node:path'
import { systemClock } from './clock'
import { composeDesk } from './compose'
import { composeRecovery, hasStore } from './compose-recovery'
import type { Flags } from './host/flags'
import { runLoopbackHost } from './host/loopback-host'
import { runRecovery } from './host/recover-administrator'
import { systemRandom } from './random'
import { takeFolderLock } from './store/folder-lock'

/** @returns the exit code, once the desk has closed. */
export function openLoopback(flags: Flags): Promise<number> {
  const means = { compose: composeDesk, takeLock: takeFolderLock, clock: systemClock, random: systemRandom }
  return runLoopbackHost(means, flags, join(import.meta.dirname, '..'))
}

/** @returns the exit code. */
export const recoverAdministrator = (flags: Flags): Promise<number> =>
  runRecovery({ hasStore, open: composeRecovery, takeLock: takeFolderLock }, flags)
