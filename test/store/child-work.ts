/** What a child process of a spec does with a store until it is killed, or refused; says on stdout how far it is. */
import { setImmediate } from 'node:timers/promises'
import { openStore } from '../../src-main/store/store'
import { account, auditRow } from './made-up-rows'

const [work, file = ''] = process.argv.slice(2)
const say = (line: string | number) => process.stdout.write(`${line}\n`)

/** Root may write everywhere; the code is loaded by now, so nobody is enough. */
function becomeNobody() {
  if (process.getuid?.() !== 0) return
  process.setgid?.(65534)
  process.setuid?.(65534)
}

if (work === 'open') {
  becomeNobody()
  try {
    const store = await openStore({ file })
    await store.close()
    say('opened')
  } catch (error) {
    say((error as { code?: string }).code ?? String(error))
  }
}

if (work === 'commit') {
  const store = await openStore({ file })
  for (;;) {
    // Said only after the commit: whoever reads it may rely on it.
    say(await store.write(async (tables) => (await tables.audit.append(auditRow())).no))
  }
}

if (work === 'import') {
  const store = await openStore({ file })
  await store.write(async (tables) => {
    for (let from = 0; ; from += 200) {
      const some = Array.from({ length: 200 }, (_, nr) => account(`p${from + nr}`, { name: `田中 ${from + nr}` }))
      await tables.accounts.insertMany(some)
      await tables.audit.append(auditRow())
      say(from + 200)
      await setImmediate()
    }
  })
}

if (work === 'moves') {
  const store = await openStore({ file })
  const states = ['pending', 'enrolled-otp', 'must-re-enrol', 'enrolled-email'] as const
  for (let nr = 0; ; nr += 1) {
    // Made, moved and moved again in one transaction; every third time what moved has its row in the next one.
    const made = Array.from({ length: 30 }, (_, at) => account(`m${nr}x${at}`, { department: `D${at % 3}` }))
    const fields = { state: states[nr % 4]!, enabled: nr % 2 }
    const no = await store.write(async (tables) => {
      await tables.accounts.insertMany(made)
      await tables.accounts.changeMany(made.slice(0, 20).map(({ id }) => ({ id, fields })))
      for (const { id } of made.slice(10)) await tables.accounts.change(id, { department: `D${nr % 5}` })
      return nr % 3 === 0 ? null : (await tables.audit.append(auditRow())).no
    })
    if (no !== null) say(no)
  }
}
