/** New recovery codes for many at once, their zip, and a file held against all of them: through the whole desk, the list asked meanwhile. */
import { setImmediate } from 'node:timers/promises'
import type { Desk } from '../../src-preload/contract'
import type { Role } from '../../src-preload/contract/rights'
import { makeId, systemRandom } from '../../src-main/random'
import { openBehind, enrolOtpIn, phcOfPassword } from '../doubles/behind-the-desk'
import { openTestDesk, password, welcomed, type TestDesk } from '../doubles/test-desk'
import { watched, type Watched } from './stalls'

/** Milliseconds between two looks at the list: somebody who scrolls, not somebody who does nothing else. */
const lookEach = 50
const some = 200

const fields = { user_name: '', second_email: '', phone: '', language: null, enabled: 1 } as const
const policy = { policy: 'not-required', policy_own: null, grace_until: null } as const

/** @returns ids; everybody can sign in, and `user`s have OTP with a set of codes */
async function people(test: TestDesk, count: number, role: Role, prefix: string): Promise<string[]> {
  const made_at = new Date(test.time).toISOString()
  const phc = await phcOfPassword()
  const ids = Array.from({ length: count }, () => makeId(systemRandom))
  const hand = await openBehind(test)
  for (let from = 0; from < count; from += some) {
    const part = ids.slice(from, from + some)
    await hand.write(async (tables, keyring) => {
      const rows = part.map((id, nr) => ({
        ...{ ...fields, ...policy, made_at, role, id, department: `Department ${(from + nr) % 40}` },
        ...{ name: `${prefix} ${from + nr}`, email: `${prefix}${from + nr}@corp.example` },
      }))
      await tables.accounts.insertMany(rows)
      for (const account_id of part) {
        await tables.passwords.set({ account_id, phc, set_at: made_at, must_change: 0, expires_at: null })
        if (role === 'user') await enrolOtpIn(tables, keyring, account_id, made_at)
      }
    })
  }
  await hand.close()
  return ids
}

/** Looks at the list again and again until `work` is over. @returns how long each look took, beside what `watched` says */
async function withList(desk: Desk, work: () => Promise<unknown>): Promise<Watched<unknown> & { lists: number[] }> {
  const lists: number[] = []
  let over = false
  const looking = (async () => {
    while (!over) {
      const began = performance.now()
      await desk.accounts.list({ filter: {}, from: null, direction: 'forward', limit: 50 })
      lists.push(performance.now() - began)
      while (!over && performance.now() - began < lookEach) await setImmediate()
    }
  })()
  const found = await watched(work)
  over = true
  await looking
  return { ...found, lists: lists.sort((a, b) => a - b) }
}

type Say = (measure: string, runs: readonly Watched<unknown>[], more?: object) => void

const round = (value = 0): number => Math.round(value * 10) / 10
const listsOf = (lists: readonly number[]) => ({
  lists: lists.length,
  listMs: round(lists[lists.length >> 1]),
  list99Ms: round(lists[Math.floor(lists.length * 0.99)]),
  listMostMs: round(lists.at(-1)),
})

/** @returns the bytes of a made file, read in parts */
async function readAll(desk: Desk, fileId: string): Promise<number> {
  for (let from = 0, more = true; ;) {
    if (!more) return from
    const answer = await desk.jobFiles.part({ fileId, from })
    from += answer.part.size
    more = answer.more
  }
}

export async function measurePapers(accounts: number, say: Say): Promise<void> {
  const test = await openTestDesk()
  try {
    const { desk } = await welcomed(test)
    await people(test, 1, 'administrator', 'second')
    const ids = await people(test, accounts, 'user', 'person')
    const other = test.at(test.seat())
    await other.session.signIn({ email: 'second0@corp.example', password })
    const size = { accounts }

    const filter = { departments: Array.from({ length: 40 }, (_, nr) => `Department ${nr}`) }
    let jobId = ''
    const planned = await withList(desk, async () => {
      jobId = (await desk.jobs.plan({ act: { kind: 'renew-codes' }, of: { by: 'filter', filter } })).id
    })
    say('papers: dry run of new codes', [planned], { ...size, ...listsOf(planned.lists) })
    const asked = await desk.jobs.ask({ jobId, reason: 'envelopes', includeNoWayIn: false })
    const done = await withList(desk, async () => {
      await other.jobs.approve({ jobId, digest: asked.digest ?? '' })
      await test.composed.idle()
    })
    const { progress } = await desk.jobs.show({ jobId })
    say('papers: new codes', [done], { ...size, done: progress.done, ...listsOf(done.lists) })

    const { fileId } = await desk.jobFiles.prepare({ of: 'papers', jobId, language: 'en', way: 'zip', mailTo: null })
    await desk.session.stepUp({ password })
    let bytes = 0
    const zipped = await withList(desk, async () => {
      bytes = (await desk.jobFiles.make({ fileId })).bytes
    })
    say('papers: zip', [zipped], { ...size, bytes, ...listsOf(zipped.lists) })
    const read = await withList(desk, () => readAll(desk, fileId))
    say('papers: zip handed over', [read], { ...size, ...listsOf(read.lists) })

    const [first = ''] = ids
    const own = await desk.recovery.renew({ accountId: first, reason: 'for a look at its file' })
    const look = (text: string) => () => desk.recovery.checkFile({ file: new File([text], 'a.txt') })
    say('papers: check a file in force', [await watched(look(own.fileText))], size)
    // Ten codes that are nobody's are held against every set there is.
    const foreign = own.codes.map((code) => `${code.slice(0, -4)}0000`).join('\r\n')
    say('papers: check ten foreign codes', [await watched(look(foreign))], { ...size, sets: 2 * accounts + 1 })
    const list = (more: object) => () => desk.recovery.sets({ before: null, limit: 50, ...more })
    say('papers: list of sets', [await watched(list({}))], size)
    say(
      'papers: list of acknowledged sets, of which there is none',
      [await watched(list({ states: ['acknowledged'] }))],
      size,
    )
  } finally {
    await test.close()
  }
}
