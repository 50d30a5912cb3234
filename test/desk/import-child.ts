/** A desk in a process of its own that imports a generated file until it is killed; says on stdout how many lines it wrote. */
import { setImmediate } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import type { Desk } from '../../src-preload/contract'
import { makeDesk } from '../../src-main/desk/desk'
import type { Seat } from '../../src-main/desk/seat'
import { houseOnFile } from '../harness/house-on-file'
import { accountsCsv } from '../samples/generate-accounts'

const [folder = '', email = '', password = '', now = '0', lines = '0'] = process.argv.slice(2)

const house = await houseOnFile(folder, { clock: () => Number(now) })
const router = makeDesk(house)
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
await house.store.close()
