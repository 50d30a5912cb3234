/** Why the desk does not open, as a sentence for the person who started it: never a stack. */
import type { FaultCode } from '../../src-preload/contract/faults'
import { FolderProblem } from '../config'
import { Fault } from '../fault'
import type { DeskNote } from './desk-note'

const faultSentences: Partial<Record<FaultCode, string>> = {
  'key-wrong':
    'The key of this store is missing or belongs to another store. Nothing was changed. ' +
    'Bring back the key file of this store, or run `npm start -- --host loopback` in a terminal and type its recovery key.',
  'recovery-key-wrong': 'That is not the recovery key of this store. Nothing was changed.',
  tampered: 'The store was changed by something other than MFA Desk. Nothing was changed now. Bring back a backup.',
  'store-damaged': 'The store cannot be read: its file is damaged or is no store of MFA Desk. Bring back a backup.',
  'store-full': 'The disk is full. Make room, then start again.',
  'store-locked': 'Another program has the store open. Close it, then start again.',
  'store-read-only': 'The store cannot be written. Look at the rights of the folder, then start again.',
}

const systemSentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken by another program. Leave out --port to take any free one.',
  EACCES: 'This folder or this port may not be used by you.',
  EPERM: 'This folder may not be used by you.',
  EROFS: 'The store cannot be written. Look at the rights of the folder, then start again.',
  ENOSPC: 'The disk is full. Make room, then start again.',
}

/** @returns the sentence, or undefined for what nobody has foreseen. */
export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof FolderProblem) return error.message
  if (error instanceof Fault) return faultSentences[error.code as FaultCode]
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && Object.hasOwn(systemSentences, code) ? systemSentences[code] : undefined
}

/** Who has the folder: said to a second start. */
export function sentenceOfHolder(dataFolder: string, note: DeskNote | null): string {
  if (!note) return `MFA Desk is already being opened on ${dataFolder} by another process. Start again in a moment.`
  const where =
    note.host === 'electron' ? 'in its own window' : `in a browser at ${note.url ?? 'an address not yet known'}`
  return (
    `MFA Desk is already open on ${dataFolder}\n` +
    `  ${where}, since ${note.since}, by ${note.user} on ${note.computer} (process ${note.pid}).`
  )
}
