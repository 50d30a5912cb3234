/** How long the check of a big log takes, and how long it ever holds up the desk: by hand, with the number of rows. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { makeAnchoring } from '../../src-main/desk/anchoring'
import { checkLog } from '../../src-main/desk/log-check'
import { chainHash, genesis } from '../../src-main/engine/audit-chain'
import { anchorText } from '../../src-main/engine/signed-text'
import { StandingHash, standingLine } from '../../src-main/engine/standing-line'
import { makeAnchorFile } from '../../src-main/keys/anchor-file'
import { makeKeys } from '../../src-main/keys/open-keyring'
import { makeSigner } from '../../src-main/keys/signer'
import { systemRandom as random } from '../../src-main/random'
import { openStore } from '../../src-main/store/store'

const rows = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-bench-'))
const file = join(folder, 'mfa-desk.sqlite')
const clock = (): number => Date.UTC(2026, 10, 24)
const tell = (line: string): boolean => process.stdout.write(`${line}\n`)

try {
  const store = await openStore({ file })
  const { keyring, storeId } = await store.write((tables) =>
    makeKeys({ tables, keyFolder: join(folder, 'keys'), random, now: clock() }),
  )
  const signer = makeSigner({ store, keyring, random, clock })
  const key = await signer.key()
  const anchorFile = makeAnchorFile(join(folder, 'anchors'), storeId)
  mkdirSync(join(folder, 'anchors'), { mode: 0o700 })

  const db = new Database(file)
  db.pragma('synchronous = off')
  const names = db
    .prepare('select * from audit')
    .columns()
    .map(({ name }) => name)
  const insert = db.prepare(`insert into audit values (${names.map((name) => `@${name}`).join()})`)
  db.exec(
    `insert into standings (department, role, policy, state, enabled) values ('D', 'user', 'required', 'not-enrolled', 1)`,
  )
  const event = db.prepare('insert into account_events (no, account_id, before, after) values (?, ?, null, 1)')
  let before = genesis
  db.transaction(() => {
    for (let no = 1; no <= rows; no += 1) {
      const accountId = `p${no}`
      const hash = new StandingHash()
      hash.add(standingLine(accountId, null, ['D', 'user', 'required', 'not-enrolled', 1]))
      const row = {
        ...{ no, at: new Date(clock() - (rows - no) * 1000).toISOString(), actor_id: null, actor_name: 'Aoi Mori' },
        ...{ actor_role: 'administrator', computer: 'DESK-01', host: 'electron', act: 'accounts.make', code: null },
        ...{ account_id: accountId, account_name: `Person ${no}`, result: 'done', reason: 'asked by phone' },
        detail: JSON.stringify({ department: 'D', ...hash.detail() }),
      }
      event.run(no, accountId)
      const whole = { ...row, before, hash: chainHash(before, row) }
      insert.run(whole)
      before = whole.hash
      if (no % 64 === 0 || no === rows) {
        const facts = { store: storeId, no, hash: before, at: row.at, key: key.keyId }
        appendFileSync(anchorFile.path, `${JSON.stringify({ ...facts, signature: key.sign(anchorText(facts)) })}\n`)
      }
    }
  })()
  db.close()

  let longest = 0
  let over = false
  const watch = (async () => {
    for (let last = performance.now(); !over;) {
      await setImmediate()
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }
  })()
  const log = { error: (facts: object) => void tell(JSON.stringify(facts)) }
  const onBroken = (): void => undefined
  const anchoring = makeAnchoring({ store, signer, anchorFile, storeId, clock, log, isBroken: () => false, onBroken })
  const began = performance.now()
  const anchors = await anchoring.read(0, () => setImmediate())
  const read = performance.now()
  tell(
    `${anchors.good.length} anchors read and their signatures checked in ${((read - began) / 1000).toFixed(1)} s, longest gap ${longest.toFixed(0)} ms`,
  )
  longest = 0
  const found = await checkLog({ store, signer, storeId, anchors, after: null, to: null })
  tell(
    `${rows} rows with as many events checked in ${((performance.now() - read) / 1000).toFixed(1)} s, longest gap ${longest.toFixed(0)} ms`,
  )
  longest = 0
  const tail = performance.now()
  const near = await anchoring.read(rows - 1000, () => setImmediate())
  await checkLog({ store, signer, storeId, anchors: near, after: rows - 1000, to: null })
  tell(
    `the newest 1,000 rows, as at start, in ${(performance.now() - tail).toFixed(0)} ms, longest gap ${longest.toFixed(0)} ms`,
  )
  over = true
  await watch
  tell(JSON.stringify(found))
  await store.close()
} finally {
  rmSync(folder, { recursive: true })
}
