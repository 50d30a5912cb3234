/** Says where a desk on loopback is, and opens the browser there. */
import { openBrowser } from './open-browser'

/**
 * The one place, with the demo lines, where a code is printed.
 * @param address with a fresh start code
 * @param stays whether this process lives on
 * @returns what takes the page for the browser away
 */
export function showReady(address: string, { open, stays }: { open: boolean; stays: boolean }): () => void {
  process.stdout.write(`MFA Desk is ready at ${address}\n`)
  const told = () => process.stderr.write('No browser could be opened. Open the address above.\n')
  return open ? openBrowser(address, { stays, told }) : () => undefined
}
