/** The one command that passes the tests: types, lint, unused code, unit and e2e, one after the other, and a summary. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { needChromium } from './e2e/hosts/chromium.ts'
import { realElectron } from './e2e/hosts/electron-runtime.ts'
import { readPlaywright, readVitest, type Count } from './report-counts.ts'

const top = resolve(import.meta.dirname, '..')
const results = join(top, 'test-results')
const bin = join(top, 'node_modules', '.bin')

interface Outcome extends Count {
  readonly name: string
  readonly seconds: number
  /** What a person needs to see of a suite that failed. */
  readonly output: string
}

interface Ended {
  readonly ok: boolean
  readonly output: string
}

/** Runs a tool of node_modules; its output is kept, and shown only where the suite fails. */
function run(minutesMost: number, tool: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(tool, args, {
      cwd: top,
      env: {
        ...process.env,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        ...env,
        PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      timeout: minutesMost * 60_000,
    })
    let output = ''
    child.stdout.on('data', (text) => (output += String(text)))
    child.stderr.on('data', (text) => (output += String(text)))
    child.on('error', (error) => done({ ok: false, output: `${output}\n${error.message}` }))
    child.on('close', (code, signal) => {
      if (signal) output += `\n${tool} was ended by ${signal}; it may take ${minutesMost} minutes`
      done({ ok: code === 0, output })
    })
  })
}

/** A suite that is one check: it counts one. */
const asOne = ({ ok, output }: Ended): Count & { output: string } => ({
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  notRun: [],
  output,
})

/** The component library writes its types at build, so the build comes first. */
async function types() {
  const built = await run(5, 'electron-vite', ['build', '--logLevel', 'warn'])
  return asOne(built.ok ? await run(5, 'vue-tsc', ['--noEmit', '-p', '.']) : built)
}

/** A suite of many tests: counted by its report; a tool that failed without a failed test is a failure too. */
function byReport(ended: Ended, report: string, read: (json: unknown) => Count): Count & { output: string } {
  let count: Count = { passed: 0, failed: 0, notRun: [] }
  try {
    count = read(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, notRun: [], output: `${ended.output}\nThe run left no report.` }
  }
  if (count.passed + count.failed === 0) return { ...count, failed: 1, output: `${ended.output}\nNo test was run.` }
  return { ...count, failed: count.failed || (ended.ok ? 0 : 1), output: ended.output }
}

/** Looked for once, and first: specs of the Electron shell run in it as well as the journeys. */
const chromium = needChromium()
const chromiumEnv: Record<string, string> = chromium.path === null ? {} : { MFA_DESK_CHROMIUM: chromium.path }

async function unit() {
  const report = join(results, 'unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ended = await run(15, 'vitest', ['run', '--config', 'test/vitest.config.ts', ...reporters], chromiumEnv)
  return byReport(ended, report, readVitest)
}

async function e2e() {
  if (chromium.path === null) return { passed: 0, failed: 1, notRun: [], output: chromium.advice }
  const report = join(results, 'e2e.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...chromiumEnv }
  const ended = await run(
    20,
    'playwright',
    ['test', '--config', 'test/playwright.config.ts', '--reporter=line,json'],
    env,
  )
  const outcome = byReport(ended, report, readPlaywright)
  const electron = realElectron()
  if ('program' in electron) return outcome
  return { ...outcome, notRun: [`real Electron: not run. ${electron.lacking.split('. ')[0]}.`, ...outcome.notRun] }
}

const suites: [string, () => Promise<Count & { output: string }>][] = [
  ['types', types],
  ['lint', async () => asOne(await run(5, 'eslint', ['.', '--max-warnings', '0']))],
  ['unused', async () => asOne(await run(3, 'knip', ['--no-progress']))],
  ['unit', unit],
  ['e2e', e2e],
]

/** The end of a long output: what failed stands there. */
const tail = (output: string): string => output.trim().split('\n').slice(-250).join('\n')

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !suites.some(([suite]) => suite === name))
if (unknown.length) {
  console.error(`Unknown suite: ${unknown.join(', ')}. There are: ${suites.map(([suite]) => suite).join(', ')}.`)
  process.exit(2)
}
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const outcomes: Outcome[] = []
for (const [name, suite] of suites) {
  if (wanted.length && !wanted.includes(name)) continue
  const began = performance.now()
  const outcome = { name, ...(await suite()), seconds: Math.round((performance.now() - began) / 1000) }
  outcomes.push(outcome)
  if (outcome.failed) console.log(`\n── ${name} ──\n${tail(outcome.output)}\n`)
  const line = [name.padEnd(7), `${outcome.passed} passed`, `${outcome.failed} failed`, `${outcome.seconds} s`]
  console.log(line.join('  '))
  for (const why of outcome.notRun) console.log(`         ${why}`)
}
const sum = (of: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[of], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') || !sum('passed') ? 1 : 0
