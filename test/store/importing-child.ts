/** A process that imports accounts in one transaction until it is killed; says on stdout how far it is. */
import { setImmediate } from 'node:timers/promises'
import { openStore } from '../../src-main/store/store'

const [file = '', round = ''] = process.argv.slice(2)
const store = await openStore({ file })

// One small commit first: what was acknowledged must be there afterwards, whenever the kill comes.
await store.write((tables) => tables.meta.set(`round-${round}`, 'acknowledged'))
process.stdout.write('acknowledged\n')

const row = (nr: number) => ({ id: `${round}-${nr}`, name: `田中 ${nr}`, email: `${round}-${nr}@corp.example`, made_at: 'x' })
await store.write(async (tables) => {
  for (let from = 0; ; from += 200) {
    await tables.accounts.insertMany(Array.from({ length: 200 }, (_, nr) => row(from + nr)))
    process.stdout.write(`${from + 200}\n`)
    await setImmediate()
  }
})
