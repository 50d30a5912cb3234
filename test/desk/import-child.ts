/** A desk in a process of its own that imports a generated file until it is killed; says on stdout how many lines it wrote. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import type { Desk } from '../../src-preload/contract'
import type { Seat } from '../../src-main/desk/seat'
import { makeDesk } from '../../src-main/desk/desk'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { openKeys } from '../../src-main/keys/open-keyring'
import { systemRandom as random } from '../../src-main/random'
import { openStore } from '../../src-main/store/store'
import { accountsCsv } from '../samples/generate-accounts'

const [folder = '', email = '', password = '', now = '0', lines = '0'] = process.argv.slice(2)

const store = await openStore({ file: join(folder, 'mfa-desk.sqlite') })
const { keyring, storeId } = await store.read((tables) => openKeys({ tables, keyFolder: join(folder, 'keys'), random }))
const router = makeDesk({
  store,
  keyring,
  storeId,
  random,
  clock: () => Number(now),
  scryptCost: 10,
  gate: makeScryptGate({ atOnce: 2, waiting: 16 }),
  version: '0',
  demo: false,
  timeZone: 'UTC',
  log: { error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
  tail: { checkedFrom: 0, checkedTo: 0, brokenAt: null },
  recoveryKeyShown: null,
})
const seat: Seat = { host: 'in-process', computer: 'CHILD', session: null }
const desk: Desk = createRouterClient(router, { context: { seat } })
await desk.session.signIn({ email, password })

const { importId, columns } = await desk.imports.open({ file: new File([accountsCsv(Number(lines))], 'many.csv') })
const check = { importId, columns: columns.map(({ guess }) => guess), matchBy: 'email', update: true } as const
let progress = await desk.imports.check(check)
const next = async () => {
  await setImmediate()
  progress = await desk.imports.progress({ importId })
}
while (progress.phase === 'checking') await next()
const written = desk.imports.apply({ importId })
while (progress.phase !== 'done') {
  await next()
  if (progress.phase === 'writing') process.stdout.write(`${progress.done}\n`)
}
await written
await store.close()
