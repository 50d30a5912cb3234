/** How main, preload and renderer are built into out/, and what the content policy must know of the result. */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import tailwindColors from 'tailwindcss/colors'
import type { Plugin } from 'vite'
import { buildVerifier } from './src-main/build-verifier'
import { componentTheme } from './src-renderer/styles/component-theme'
import { sourceStamp } from './src-main/host/build-stamp'

const root = dirname(fileURLToPath(import.meta.url))
const at = (path: string): string => resolve(root, path)

/** The text between `before` and the next quote, as the package wrote it. */
const quotedAfter = (code: string, before: RegExp): string[] =>
  [...code.matchAll(new RegExp(`${before.source}("(?:[^"\\\\]|\\\\.)*")`, 'g'))].map(
    ([, text]) => JSON.parse(text ?? '""') as string,
  )

/**
 * The theme's style element: the plugin of @nuxt/ui is run here with the very colours of this build,
 * because its text depends on them.
 */
function themeStyle(pluginCode: string, appConfig: unknown): string {
  const body = pluginCode
    .replace(/^import .*$/gm, '')
    .replaceAll('import.meta.client', 'false')
    .replace('export default defineNuxtPlugin', 'return defineNuxtPlugin')
  let style: { value: string } | undefined
  const given = {
    colors: tailwindColors,
    computed: (make: () => string) => ({ value: make() }),
    defineNuxtPlugin: (run: () => void) => run(),
    useAppConfig: () => appConfig,
    useNuxtApp: () => ({}),
    injectHead: () => undefined,
    useHead: (head: { style: [{ innerHTML: { value: string } }] }) => (style = head.style[0].innerHTML),
  }
  new Function(...Object.keys(given), body)(...Object.values(given))
  if (!style) throw new Error('content policy: the theme plugin of @nuxt/ui no longer makes a style element')
  return style.value
}

/**
 * Packages put a few fixed style elements into the page. They are let in by hash, so that the policy needs no
 * 'unsafe-inline'. The hashes go to out/style-hashes.json, which both hosts read for the header they send.
 */
function styleHashes(): Plugin {
  const texts = new Set<string>()
  let theme = ''
  let appConfig: unknown
  return {
    name: 'style-hashes',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (id.endsWith('virtual:nuxt-ui-app-config')) appConfig = JSON.parse(code.replace(/^\s*export default/, ''))
      if (id.includes('/@nuxt/ui/dist/runtime/plugins/colors')) theme = code
      if (id.includes('/@vueuse/core/')) quotedAfter(code, /CSS_DISABLE_TRANS = /).forEach((text) => texts.add(text))
      if (id.includes('/reka-ui/') && code.includes('as: "style"')) {
        quotedAfter(code, /createTextVNode\(/)
          .filter((text) => text.includes('scrollbar-width'))
          .forEach((text) => texts.add(text))
      }
    },
    writeBundle() {
      if (theme && appConfig) texts.add(themeStyle(theme, appConfig))
      const hashes = [...texts].map((text) => `sha256-${createHash('sha256').update(text).digest('base64')}`).sort()
      mkdirSync(at('out'), { recursive: true })
      writeFileSync(at('out/style-hashes.json'), JSON.stringify(hashes, null, 2) + '\n')
    },
  }
}

/** The page that goes into every evidence pack: one file of its own. */
const verifierPage: Plugin = {
  name: 'verifier-page',
  apply: 'build',
  async writeBundle() {
    mkdirSync(at('out/verifier'), { recursive: true })
    writeFileSync(at('out/verifier/verify.html'), await buildVerifier(root))
  },
}

const stampFile = at('out/built-from.txt')

/** Main is built first: from then on until all is built, nothing says that out/ fits the sources. */
const noStamp: Plugin = { name: 'no-build-stamp', apply: 'build', buildStart: () => rmSync(stampFile, { force: true }) }

/** Says from which sources out/ was built. The window is built last, so the stamp means that all of it is there. */
function buildStamp(): Plugin {
  let stamp = ''
  return {
    name: 'build-stamp',
    apply: 'build',
    buildStart() {
      stamp = sourceStamp(root)
    },
    writeBundle() {
      writeFileSync(stampFile, `${stamp}\n`)
    },
  }
}

export default defineConfig({
  main: {
    plugins: [noStamp, verifierPage],
    build: {
      rolldownOptions: {
        input: { electron: at('src-main/electron.ts'), loopback: at('src-main/loopback.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // a sandboxed preload cannot be an ES module
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    publicDir: false,
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // a file stays a file: the content policy knows no data: but for pictures made at run time
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
    plugins: [
      styleHashes(),
      buildStamp(),
      vue(),
      ui({
        root,
        router: true,
        colorMode: true,
        ui: componentTheme,
        icon: { mode: 'svg', clientBundle: { scan: { globInclude: ['src-renderer/**/*.{vue,ts}'], globExclude: [] } } },
        components: { dts: at('components.d.ts'), dirs: [] },
        autoImport: { dts: at('auto-imports.d.ts') },
      }),
      // messages are compiled at build: the run-time compiler would have to be let through the content policy
      vueI18n({ include: [at('src-renderer/locales/**')], strictMessage: true, compositionOnly: true }),
    ],
  },
})
