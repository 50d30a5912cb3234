/** Unit specs: what runs in Node, and what mounts components in happy-dom with the plugins of the window's build. */
import { resolve } from 'node:path'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')
// two cores shared with a build take their time; a test that hangs is still told
const shared = { pool: 'forks', testTimeout: 30_000, hookTimeout: 30_000 } as const
const mounted = 'test/renderer/**/*.spec.ts'

export default defineConfig({
  root,
  test: {
    // a spec without a test, or a run without a spec, is a failure
    passWithNoTests: false,
    allowOnly: false,
    maxWorkers: 2,
    projects: [
      {
        root,
        test: { name: 'node', environment: 'node', include: ['test/**/*.spec.ts'], exclude: [mounted], ...shared },
      },
      {
        root,
        plugins: [
          vue(),
          ui({ root, router: true, colorMode: true, components: { dts: false }, autoImport: { dts: false } }),
        ],
        test: { name: 'window', environment: 'happy-dom', include: [mounted], ...shared },
      },
    ],
  },
})
