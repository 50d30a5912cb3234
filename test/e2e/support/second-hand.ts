/** A second hand on the store of a journey: the desk's own rules and verbs, run beside the host, to prepare people. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { Desk } from '../../../src-preload/contract'
import { keysOfStore } from '../../../src-main/compose-keys'
import { toInstant } from '../../../src-main/clock'
import { makeDesk } from '../../../src-main/desk/desk'
import type { House } from '../../../src-main/desk/house'
import type { Seat } from '../../../src-main/desk/seat'
import { letterPlace } from '../../../src-main/desk/letters'
import type { Keyring } from '../../../src-main/keys/keyring'
import type { LetterFacts } from '../../../src-main/mail/letter-facts'
import { systemRandom as random } from '../../../src-main/random'
import { openStore, type WriteTables } from '../../../src-main/store/store'
import { bareHouse } from '../../harness/bare-house'

export interface SecondHand {
  readonly house: House
  /** In one transaction, with the keys of the store. */
  write<T>(work: (tables: WriteTables, keyring: Keyring) => Promise<T>): Promise<T>
  /** The contract at a seat of its own, as of `ago` milliseconds before now. */
  at(ago?: number): Desk
  /** The code of the newest letter to that address, which waits in the outbox. */
  waitingCode(email: string): Promise<string>
  close(): Promise<void>
}

/** Opens the store of the folders, and makes it where there is none. Letters wait in the outbox for the host. */
export async function openSecondHand(dataFolder: string, keyFolder: string): Promise<SecondHand> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const store = await openStore({ file: join(dataFolder, 'mfa-desk.sqlite') })
  const { keyring } = await keysOfStore({ store, keyFolder, random, now: Date.now() })
  const log = { error: (facts: object) => void process.stderr.write(`${JSON.stringify(facts)}\n`) }
  const house = bareHouse({ folder: dataFolder, store, keyring, random, clock: () => Date.now(), log })
  return {
    house,
    write: (work) => store.write((tables) => work(tables, keyring)),
    at: (ago = 0) => {
      const seat: Seat = { host: 'in-process', computer: 'SECOND-HAND', session: null }
      const then = ago === 0 ? house : { ...house, clock: () => Date.now() - ago }
      return createRouterClient(makeDesk(then), { context: { seat } })
    },
    waitingCode: (email) =>
      store.read(async ({ outbox }) => {
        const mine = (await outbox.due(toInstant(Date.now()), 100)).filter(({ recipient }) => recipient === email)
        const letter = mine.at(-1)
        if (!letter?.sealed) throw new Error(`no letter waits for ${email}`)
        const facts = JSON.parse(
          Buffer.from(keyring.unseal(letterPlace(letter.id), letter.sealed)).toString(),
        ) as LetterFacts
        return facts.code ?? ''
      }),
    close: () => store.close(),
  }
}
