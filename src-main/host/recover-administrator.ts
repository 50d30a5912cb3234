/** `--recover-administrator`: the talk at the terminal, from who has the desk open to the password that is shown once. */
import { homedir } from 'node:os'
import { placesOf } from '../config'
import type { Recovery } from '../desk/recover-administrator'
import { askUnseen, ownTerminal, type Terminal } from './ask-recovery-key'
import { claimFolder, type TakeLock } from './claim-folder'
import type { Flags } from './flags'
import { sentenceOf, sentenceOfHolder } from './start-trouble'

interface RecoveryDesk {
  readonly storeName: string
  recover(typed: string, named: string | null): Promise<Recovery | { readonly kind: 'key-wrong' }>
  close(): Promise<void>
}

/** What the entry hands in. */
export interface RecoveryMeans {
  /** Null where the folder holds no store. */
  readonly open: (options: { dataFolder: string }) => Promise<RecoveryDesk | null>
  readonly hasStore: (dataFolder: string) => boolean
  readonly takeLock: TakeLock
}

type RecoveryFlags = Pick<Flags, 'data' | 'recover'>
type Tell = (lines: readonly string[]) => void

const command = 'npm start -- --recover-administrator'

/** @returns what is said of the outcome; the only one that is good is `done`. */
function wordsOf(outcome: Recovery | { readonly kind: 'key-wrong' }, named: string | null): string[] {
  switch (outcome.kind) {
    case 'done':
      return [
        `${outcome.email} has a temporary password: ${outcome.password}`,
        `It is shown only here and works for ${outcome.hours} hours. Their MFA is cleared, their sessions have ended` +
          (outcome.wasDisabled ? ', and the account is enabled again.' : '.'),
        'Next: start the desk with `npm start`, sign in with it, choose a new password, and set up MFA anew.',
      ]
    case 'key-wrong':
      return ['That is not the recovery key of this store. Nothing was changed; the try stands in the audit log.']
    case 'name-one':
      return [
        'There are several administrators, and nothing was changed. Name the one who is meant:',
        ...outcome.emails.map((email) => `  ${command} ${email}`),
      ]
    case 'none':
      return [
        named === null
          ? 'This store has no administrator. Start the desk and make the first one.'
          : `No administrator has the address ${named}. Nothing was changed.`,
      ]
    case 'disabled':
      return [`${named} is disabled, and nothing was changed: another administrator can enable the account.`]
  }
}

/** Asks and acts. @returns whether an administrator has a way in again */
async function talk(desk: RecoveryDesk, named: string | null, terminal: Terminal, tell: Tell): Promise<boolean> {
  const typed = await askUnseen(
    [
      `Recovery of an administrator of store ${desk.storeName}: ${named ?? 'the last one'} gets a temporary password,`,
      'and their MFA is cleared. It is recorded and mailed to them. Empty: leave everything as it is.',
    ],
    terminal,
  )
  if (typed === null && !terminal.input.isTTY) {
    tell([`The recovery key is asked for at a terminal, and this is none. Run \`${command}\` in one.`])
    return false
  }
  if (typed === null || typed.trim() === '') {
    tell(['Nothing was changed.'])
    return false
  }
  const outcome = await desk.recover(typed, named)
  // at once: whatever fails from here on, the password stands nowhere else
  tell(wordsOf(outcome, named))
  return outcome.kind === 'done'
}

/** @returns the exit code: 0 where an administrator has a way in again. */
export async function runRecovery(
  means: RecoveryMeans,
  flags: RecoveryFlags,
  terminal: Terminal = ownTerminal,
): Promise<number> {
  const tell: Tell = (lines) => void terminal.output.write(`${lines.join('\n')}\n`)
  const { dataFolder } = placesOf({ platform: process.platform, env: process.env, home: homedir() }, flags.data)
  // whatever is made beside the store from here on is for this person alone
  process.umask(0o077)
  try {
    // before the lock is taken: a folder that is none of ours is left as it is
    const claim = means.hasStore(dataFolder) ? await claimFolder(dataFolder, means.takeLock) : null
    if (claim && 'heldBy' in claim) {
      tell([sentenceOfHolder(dataFolder, claim.heldBy), 'Close it, then ask again: nothing was changed.'])
      return 1
    }
    try {
      const desk = claim && (await means.open({ dataFolder }))
      if (!desk) {
        tell([`There is no store in ${dataFolder}. --data names another folder.`])
        return 1
      }
      const done = await talk(desk, flags.recover?.email ?? null, terminal, tell).finally(() => desk.close())
      return done ? 0 : 1
    } finally {
      claim?.release()
    }
  } catch (error) {
    tell([sentenceOf(error) ?? `It could not be done: ${error instanceof Error ? error.message : 'unknown cause'}`])
    return 1
  }
}
