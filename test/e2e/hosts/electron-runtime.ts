/** Asks the product whether real Electron can be opened here, so that tests and `npm start` agree. */
import { resolve } from 'node:path'
// run.ts is run by type stripping, which wants the extension
import { findElectron, type Found } from '../../../src-main/host/electron-runtime.ts'

const top = resolve(import.meta.dirname, '../../..')

/** @returns the program, or what is lacking. */
export function realElectron(): Found {
  const { platform, env } = process
  return findElectron(top, { platform, env, isRoot: process.getuid?.() === 0 })
}
