/** The long proofs, by hand: races and kills of real processes, as often as security asks of a longer run. Takes hours. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const top = resolve(import.meta.dirname, '..')
const bin = resolve(top, 'node_modules', 'vitest', 'vitest.mjs')
const proofs = ['test/threats/', 'test/desk/sign-in-killed.spec.ts', 'test/desk/killed/']
// one at a time: what races is meant to race with itself alone
const args = [bin, 'run', '--config', 'test/vitest.config.ts', '--project', 'node', '--maxWorkers', '1', ...proofs]
const { status } = spawnSync(process.execPath, args, {
  cwd: top,
  env: { ...process.env, MFA_DESK_SOAK: '1' },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
