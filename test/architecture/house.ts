/** Who may know whom: the rooms of the house as data, read by lint (eslint.config.js) and by the walk over the imports. */

export interface Room {
  /** Folder with a slash at its end, or one file. Where two match a path, the longer one is its room. */
  readonly at: string
  /** Rooms whose values it may import; a room always knows itself. */
  readonly knows: readonly string[]
  /** Rooms it may import only by `import type`. */
  readonly types?: readonly string[]
  /** Packages: a name covers its subpaths, `node:*` all of Node, `*` every package. */
  readonly packages: readonly string[]
  /** Packages it may import only by `import type`. */
  readonly packageTypes?: readonly string[]
  /** Said on a breach: what to do instead. */
  readonly instead: string
}

const contract = 'src-preload/contract/'
const fault = 'src-main/fault.ts'
const random = 'src-main/random.ts'
const clock = 'src-main/clock.ts'
const log = 'src-main/log.ts'
const config = 'src-main/config.ts'
const durableFile = 'src-main/durable-file.ts'
const engine = 'src-main/engine/'
const keys = 'src-main/keys/'
const store = 'src-main/store/'
const mail = 'src-main/mail/'
const csv = 'src-main/csv/'
const desk = 'src-main/desk/'
const host = 'src-main/host/'
const evidence = 'src-main/evidence/'
const papers = 'src-main/papers/'
const verifier = 'src-renderer/verifier/'
/** What is hashed and signed, as text: the page that verifies it outside the desk must not have another idea of it. */
const sharedTexts = ['chain-text', 'signed-text', 'standing-text', 'evidence-format'].map(
  (name) => `${engine}${name}.ts`,
)
const bridge = 'src-renderer/bridge/'
const stores = 'src-renderer/stores/'
const actions = 'src-renderer/actions/'
const components = 'src-renderer/components/'
const views = 'src-renderer/views/'
const locales = 'src-renderer/locales/'
const faultText = 'src-renderer/fault-text.ts'
const instants = 'src-renderer/instants.ts'

const vue = ['vue', 'vue-i18n', '@vueuse/core', '@nuxt/ui']

const wholeRooms: readonly Room[] = [
  {
    at: contract,
    knows: [],
    packages: ['@orpc/contract', 'zod'],
    instead:
      'The contract faces both sides and knows neither: say it as a schema or a fact here, and let main or the window read it.',
  },
  {
    at: 'src-preload/',
    knows: [],
    types: [contract],
    packages: ['electron'],
    instead: 'The preload only hands over the message port; what a call means belongs to the contract and the desk.',
  },
  {
    at: fault,
    knows: [],
    types: [contract],
    packages: [],
    instead: 'A fault is a code and its data. What raises it imports it, not the other way round.',
  },
  {
    at: random,
    knows: [],
    packages: ['node:crypto'],
    instead: 'Randomness is a port: it knows nothing but node:crypto.',
  },
  { at: clock, knows: [], packages: [], instead: 'The clock is a port: it knows nothing.' },
  {
    at: log,
    knows: [],
    types: [contract],
    packages: ['pino', 'node:*'],
    instead: 'The log is told what to write; it asks nobody.',
  },
  {
    at: config,
    knows: [],
    packages: ['node:*'],
    instead: 'Where things lie is asked of the system alone; who needs a folder is told it.',
  },
  {
    at: durableFile,
    knows: [],
    packages: ['node:*'],
    instead: 'How a file is written whole knows nothing of what is in it.',
  },
  {
    at: engine,
    knows: [contract, fault],
    types: [random],
    packages: ['otplib', 'node:crypto', '@scure/bip39'],
    instead:
      'The engine is pure: take time, randomness, keys and stored facts as arguments and answer with facts to store.',
  },
  {
    at: keys,
    knows: [fault, engine, random, clock, durableFile],
    types: [contract, store],
    packages: ['node:*'],
    instead: 'A port is told what it needs: take the table or the function as an argument in composition.',
  },
  {
    at: mail,
    knows: [fault, engine, random, clock, durableFile],
    types: [contract, store],
    packages: ['node:*', 'nodemailer'],
    instead: 'A port is told what it needs: take it as an argument in composition.',
  },
  {
    at: store,
    knows: [engine, fault, clock, random],
    types: [contract],
    packages: ['kysely', 'better-sqlite3', 'node:*'],
    instead: 'The store keeps facts: let the desk decide and hand the finished row down.',
  },
  {
    at: csv,
    knows: [engine, fault, contract],
    packages: ['csv-parse', 'iconv-lite', 'node:*'],
    instead:
      'Reading a file says what stands in it: what it means for an account is judged in the engine and the desk.',
  },
  {
    at: evidence,
    knows: [engine, fault],
    packages: ['@zip.js/zip.js', 'node:crypto', 'node:stream'],
    instead: 'The pack is written from what it is handed: the desk reads the store and hands it down.',
  },
  {
    at: papers,
    knows: [],
    packages: ['@zip.js/zip.js', 'node:timers'],
    instead: 'The zip is written from what it is handed: the desk opens the papers and hands them down.',
  },
  {
    at: verifier,
    knows: sharedTexts,
    packages: ['@noble/ed25519', '@noble/hashes'],
    instead: 'The page stands alone: it knows what was hashed and signed, and nothing of desk or window.',
  },
  {
    at: desk,
    knows: [engine, evidence, papers, store, csv, contract, fault, clock, random, durableFile],
    types: [keys, mail, log],
    packages: ['@orpc/server', '@orpc/contract', 'zod', '@internationalized/date', 'node:*'],
    packageTypes: ['kysely'],
    instead:
      'The desk asks the engine, writes through the store and knows ports by type; hosts and composition know the desk.',
  },
  {
    at: host,
    knows: [desk, contract, fault, log, random, clock, config],
    packages: ['@orpc/server', '@orpc/contract', 'electron', 'node:*'],
    instead: 'A door carries calls to the desk and nothing else: put the rule in the desk, the wiring in compose.ts.',
  },
  { at: 'package.json', knows: [], packages: [], instead: 'Settings know nothing.' },
  { at: 'resources/', knows: [], packages: [], instead: 'Resources are data.' },
  {
    at: 'src-main/',
    knows: [
      'package.json',
      'resources/',
      contract,
      fault,
      random,
      clock,
      log,
      engine,
      keys,
      mail,
      csv,
      evidence,
      store,
      desk,
      host,
    ],
    packages: ['electron', 'electron-vite', 'pino', 'vite', 'node:*'],
    instead: 'Entries and composition know every room of main and none of the window.',
  },
  {
    at: bridge,
    knows: [],
    types: [contract],
    packages: ['@orpc/client', '@orpc/contract'],
    instead: 'The bridge is the one way out of the window: it knows the contract by type and a link of oRPC.',
  },
  {
    at: stores,
    knows: [bridge, instants],
    types: [contract],
    packages: ['pinia', ...vue],
    instead: 'A store asks the bridge and keeps what was answered; what to do with it belongs to an action.',
  },
  {
    at: faultText,
    knows: [instants],
    types: [bridge, contract],
    packages: vue,
    instead: 'How a fault is said is words only: what to do about it belongs to an action.',
  },
  { at: instants, knows: [], types: [contract], packages: vue, instead: 'How an instant is written is words only.' },
  {
    at: actions,
    knows: [stores, bridge, faultText, instants],
    types: [contract],
    packages: ['vue-router', 'pinia', 'qrcode', '@zip.js/zip.js', ...vue],
    instead: 'An action is what an operator does: it calls stores (or, for a secret, the bridge) and knows no view.',
  },
  {
    at: components,
    knows: [faultText, instants],
    types: [contract, bridge],
    packages: ['vue-router', '@tanstack/vue-virtual', '@internationalized/date', 'qrcode', ...vue],
    instead: 'A component gets props and emits events: let the view that shows it read the store or run the action.',
  },
  {
    at: views,
    knows: [actions, stores, components, faultText, instants],
    types: [contract, bridge],
    packages: ['vue-router', 'pinia', '@tanstack/vue-virtual', ...vue],
    instead: 'A view runs an action or reads a store; only those know the bridge.',
  },
  { at: locales, knows: [], packages: [], instead: 'A locale file is words and nothing else.' },
  {
    at: 'src-renderer/',
    knows: [bridge, stores, actions, components, views, locales, faultText, instants],
    types: [contract],
    packages: ['pinia', 'vue-router', '@intlify/unplugin-vue-i18n', ...vue],
    instead: 'The window never imports main: what it needs to know comes through the contract.',
  },
  {
    at: 'test/electron-stand-in/',
    knows: [],
    packages: ['@playwright/test', 'playwright-core', 'node:*'],
    packageTypes: ['electron'],
    instead: 'The stand-in proves the built main and preload; knowing their source it would prove itself.',
  },
  {
    at: 'test/oracles/',
    knows: [],
    packages: ['7z-wasm', 'jsqr', 'node:*'],
    packageTypes: ['@playwright/test'],
    instead: 'An oracle is an independent second opinion: it must not know what it judges.',
  },
]

const knowsEngine = (known: readonly string[]): boolean => known.includes(engine)
const withTexts = (known: readonly string[]): readonly string[] =>
  knowsEngine(known) ? [...known, ...sharedTexts] : known

/** A file named by itself is a room of its own: whoever knows the engine knows those as well. */
export const rooms: readonly Room[] = [
  ...wholeRooms.map((room) => {
    const knows = room.at === engine ? [...room.knows, ...sharedTexts] : withTexts(room.knows)
    return { ...room, knows, ...(room.types ? { types: withTexts(room.types) } : {}) }
  }),
  ...sharedTexts.map((at) => ({
    at,
    knows: sharedTexts,
    packages: [],
    instead: 'It is bundled into the page that verifies evidence: plain text in, plain text out, nothing of Node.',
  })),
]

/** Most files that may import `electron`; everything else must not know which host it runs in. */
export const electronFilesMost = 5

/** @returns the room of a path relative to the top of the project, or null where nothing is ruled (specs, settings). */
export function roomOf(path: string): Room | null {
  if (path.endsWith('.spec.ts')) return null
  const found = rooms.filter((room) => (room.at.endsWith('/') ? path.startsWith(room.at) : path === room.at))
  return found.reduce<Room | null>((best, room) => (best && best.at.length >= room.at.length ? best : room), null)
}

/** @returns whether `name` (a specifier that is not relative) is covered by `list`. */
export function covers(list: readonly string[], name: string): boolean {
  return list.some((entry) =>
    entry === '*'
      ? true
      : entry === 'node:*'
        ? name.startsWith('node:')
        : name === entry || name.startsWith(`${entry}/`),
  )
}
