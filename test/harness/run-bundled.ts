/** Starts a TypeScript file in a Node process of its own from one bundle: made once, it starts in half the time. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { build } from 'vite'

const top = resolve(import.meta.dirname, '../..')
const cache = join(top, 'node_modules/.cache/bundled')
const bundles = new Map<string, Promise<string>>()

async function bundle(script: string): Promise<string> {
  const made = await build({
    root: top,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', '@zip.js/zip.js'] },
    build: { ssr: script, write: false, minify: false },
  })
  if (Array.isArray(made) || !('output' in made)) throw new Error('not one bundle')
  const file = join(cache, `${basename(script, '.ts')}.mjs`)
  mkdirSync(cache, { recursive: true })
  // another run of specs may be starting the same: it finds the one bundle or the other, and never half of one
  writeFileSync(`${file}.${process.pid}`, made.output[0].code)
  renameSync(`${file}.${process.pid}`, file)
  return file
}

/** @param script path from the top of the project; the process dies with the test that started it, and what it says on stderr stands in the output of the run */
export async function runBundled(script: string): Promise<ChildProcess> {
  const made = bundles.get(script) ?? bundle(script)
  bundles.set(script, made)
  const child = spawn(process.execPath, [await made], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(cache, 'compiled') },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
