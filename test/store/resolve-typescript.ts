/** Lets a child process of a spec run the store as it stands: specifiers without an extension are TypeScript files. */
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.')) return next(specifier, context)
    for (const ending of ['', '.ts', '/index.ts']) {
      try {
        return next(specifier + ending, context)
      } catch {
        // the next ending
      }
    }
    return next(specifier, context)
  },
})
