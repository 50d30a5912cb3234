/** Lets Node run the source as a bundler would: paths without an extension, and JSON with its names. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import '../store/resolve-typescript.ts'

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.json')) return next(url, context)
    const text = readFileSync(new URL(url), 'utf8')
    const source = `const json = ${text}\nexport default json\nexport const version = json.version`
    return { format: 'module', shortCircuit: true, source }
  },
})
