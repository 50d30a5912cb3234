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
