/** Lint: typed TypeScript, Vue, accessibility, the words of the locale files, and the house's own rules from test/architecture/house.ts. */
import vueI18n from '@intlify/eslint-plugin-vue-i18n'
import { defineConfig, globalIgnores } from 'eslint/config'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { rooms } from './test/architecture/house.ts'

const scripts = ['**/*.ts', '**/*.vue']
const clockless = ['src-main/engine/', 'src-main/desk/', 'src-main/store/']
const chanceless = [...clockless, 'src-main/keys/', 'src-main/mail/', 'src-main/host/']
const sealFile = 'src-main/keys/seal.ts'

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const filesOf = (at) => (at.endsWith('/') ? [`${at}**/*.ts`, `${at}**/*.vue`] : [at])
const longer = (room) => rooms.filter((other) => other !== room && other.at.startsWith(room.at) && other.at !== room.at)

/** A relative specifier that leads out of `room` and into `at`: from the same side `../keys/`, from another `../../src-main/keys/`. */
function leadsInto(at, room) {
  const parts = at
    .replace(/(\.ts|\/)$/, '')
    .split('/')
    .map(escape)
  const ways = [parts.join('\\/')]
  if (room.at.startsWith(`${at.split('/')[0]}/`)) ways.push(parts.slice(1).join('\\/'))
  return `^(\\.\\.\\/)+(${ways.join('|')})(\\/|$)`
}

/** Packages: everything that is not relative and not listed. */
function otherThan(names) {
  const listed = names.map((name) => (name === 'node:*' ? 'node:' : `${escape(name)}(\\/|$)`))
  return listed.length ? `^(?!\\.)(?!${listed.join('|')})` : '^(?!\\.)'
}

const cipherNames = ['createCipheriv', 'createDecipheriv']
const chanceNames = [
  'randomBytes',
  'randomInt',
  'randomUUID',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
  'webcrypto',
]

const folderOf = (path) => path.slice(0, path.lastIndexOf('/') + 1)

/** The import rules of one room; graph and lint read the same table. */
function importRules(room) {
  const inRoom = (folders) => folders.some((folder) => room.at.startsWith(folder))
  // files named one by one are known though their folder is not
  const single = room.knows.filter((known) => known.endsWith('.ts') && !room.knows.includes(folderOf(known)))
  const but = (regex) => {
    const paths = single.map((path) => escape(path.replace(/\.ts$/, '')))
    return paths.length ? regex.replace('^', `^(?!(\\.\\.\\/)+(${paths.join('|')})$)`) : regex
  }
  const patterns = []
  for (const other of rooms) {
    if (other === room || room.knows.includes(other.at) || /^(src-(main|preload|renderer))\/$/.test(other.at)) continue
    if (room.at.startsWith(other.at) || !other.at.startsWith('src-')) continue
    patterns.push({
      regex: but(leadsInto(other.at, room)),
      message: room.instead,
      allowTypeImports: room.types?.includes(other.at) ?? false,
    })
  }
  const side = room.at.split('/')[0]
  for (const far of ['src-main', 'src-renderer', 'test'].filter((folder) => folder !== side)) {
    patterns.push({ regex: but(`^(\\.\\.?\\/)+${far}(\\/|$)`), message: room.instead })
  }
  const typed = room.packageTypes ?? []
  patterns.push({ regex: otherThan([...room.packages, ...typed]), message: room.instead })
  for (const name of typed) {
    patterns.push({ regex: `^${escape(name)}(\\/|$)`, message: room.instead, allowTypeImports: true })
  }
  if (inRoom(chanceless)) {
    patterns.push({
      regex: '^(node:)?crypto$',
      importNames: chanceNames,
      message: 'Chance is a port: take a Random as an argument.',
    })
    patterns.push({
      regex: '(^|\\/)(clock|random)$',
      importNames: ['systemClock', 'systemRandom'],
      message: 'Clock and chance are arguments here; composition hands them in.',
    })
  }
  if (side === 'src-main') {
    patterns.push({ regex: '^(node:)?crypto$', importNames: cipherNames, message: `Only ${sealFile} ciphers.` })
  }
  return { patterns }
}

const clockSyntax = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Date.now: the clock is an argument here.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'new Date(): the clock is an argument here.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Date(): the clock is an argument here.' },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'performance.now: the clock is an argument here.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Math.random: chance is an argument here.',
  },
]
const everySyntax = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings: it is plain data and narrows.' },
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export; the name is how people find it.' },
]
const cipherSyntax = [
  {
    selector: `MemberExpression[property.name=/^(${cipherNames.join('|')})$/]`,
    message: `Only ${sealFile} ciphers.`,
  },
]
const testSyntax = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|todo|skip)$/]',
    message: 'A test runs, or is named by test/run.ts as not run. Nothing is skipped in passing.',
  },
  {
    selector: "CallExpression[callee.property.name='waitForTimeout']",
    message: 'No sleeping: wait for what the person would see.',
  },
  {
    selector: "CallExpression[callee.name='setTimeout']",
    message: 'No sleeping: the clock is a port, and a page is waited for by what it shows.',
  },
]

const localeFiles = {
  'vue-i18n': {
    localeDir: {
      pattern: './src-renderer/locales/**/*.json',
      localeKey: 'path',
      localePattern: /^.*[\\/]locales[\\/](?<locale>[a-z-]+)[\\/][^\\/]+\.json$/,
    },
    messageSyntaxVersion: '^11.0.0',
  },
}

export default defineConfig(
  globalIgnores([
    'out/',
    'test-results/',
    'playwright-report/',
    'auto-imports.d.ts',
    'components.d.ts',
    'test/architecture/fixtures/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: scripts,
    extends: [tseslint.configs.strict],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', ...everySyntax],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    name: 'typed',
    files: ['src-*/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src-renderer/**/*.vue'],
    extends: [vue.configs['flat/recommended'], accessibility.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      // how lines break is prettier's
      ...vue.configs['no-layout-rules'].rules,
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-undef-properties': 'error',
      'vue/no-unused-properties': 'error',
      // the look says where focus begins: components take it on; the attribute of the platform stays forbidden
      'vuejs-accessibility/no-autofocus': ['error', { ignoreNonDOM: true }],
      // a label may name its control by `for`, as UFormField does
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    files: ['src-renderer/**/*.ts', 'src-renderer/**/*.vue'],
    plugins: { '@intlify/vue-i18n': vueI18n },
    settings: localeFiles,
    rules: {
      '@intlify/vue-i18n/no-missing-keys': 'error',
      '@intlify/vue-i18n/no-raw-text': [
        'error',
        {
          ignorePattern: '^[\\s\\d·–—:/()→+…%,.#-]*$',
          attributes: {
            '/.+/': [
              'label',
              'placeholder',
              'title',
              'description',
              'help',
              'hint',
              'error',
              'alt',
              'aria-label',
              'text',
              'summary',
            ],
          },
        },
      ],
      '@intlify/vue-i18n/no-v-html': 'error',
    },
  },
  {
    name: 'words of every language',
    files: ['src-renderer/locales/**/*.json'],
    extends: [vueI18n.configs.base],
    settings: localeFiles,
    rules: {
      '@intlify/vue-i18n/no-missing-keys-in-other-locales': 'error',
      '@intlify/vue-i18n/valid-message-syntax': 'error',
      '@intlify/vue-i18n/no-html-messages': 'error',
    },
  },
  ...rooms
    .filter(({ at }) => /^(src-|test\/)/.test(at))
    .sort((a, b) => a.at.length - b.at.length)
    .map((room) => ({
      name: `house: ${room.at}`,
      files: filesOf(room.at),
      ignores: ['**/*.spec.ts', ...longer(room).flatMap((other) => filesOf(other.at))],
      rules: {
        'no-restricted-imports': ['error', importRules(room)],
        'no-restricted-syntax': [
          'error',
          ...everySyntax,
          ...(clockless.some((folder) => room.at.startsWith(folder)) ? clockSyntax : []),
          ...(room.at.startsWith('src-main/') ? cipherSyntax : []),
        ],
      },
    })),
  {
    name: 'house: the seal',
    files: [sealFile],
    rules: {
      'no-restricted-syntax': ['error', ...everySyntax],
      'no-restricted-imports': [
        'error',
        {
          patterns: importRules(rooms.find((room) => room.at === 'src-main/keys/')).patterns.filter(
            (one) => !one.importNames?.includes('createCipheriv'),
          ),
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everySyntax, ...testSyntax],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // settings files must export by default; word lists and migrations are as long as they are
    files: ['*.config.ts', 'test/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src-main/store/migrations/**', 'src-main/engine/common-passwords.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // what stands on the terminal is their product
    files: ['test/run.ts', 'src-main/launch.ts'],
    rules: { 'no-console': 'off' },
  },
)
