/** The long proofs, by hand: races and kills of real processes, as often as security asks. `npm run soak -- 0.1`: a tenth. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const top = resolve(import.meta.dirname, '..')
const bin = resolve(top, 'node_modules', 'vitest', 'vitest.mjs')
const share = Number(process.argv[2] ?? 1)
if (!(share > 0 && share <= 1)) throw new Error('the share is a number above 0 and up to 1')
const races = ['otp', 'recovery-code', 'email-token', 'request'].map((what) => `test/threats/${what}-race.spec.ts`)
const proofs = [
  ...races,
  'test/desk/sign-in-killed.spec.ts',
  'test/desk/killed/',
  'test/desk/jobs/killed.spec.ts',
  'test/desk/jobs/dry-run.spec.ts',
  'test/store/coverage-year.spec.ts',
]
// one at a time: what races is meant to race with itself alone
const args = [bin, 'run', '--config', 'test/vitest.config.ts', '--project', 'node', '--maxWorkers', '1', ...proofs]
const { status } = spawnSync(process.execPath, args, {
  cwd: top,
  env: { ...process.env, MFA_DESK_SOAK: String(share) },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
