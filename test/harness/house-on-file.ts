/** A house over the store of a folder, for a process that serves the desk without a host and without mail. */
import { join } from 'node:path'
import type { House } from '../../src-main/desk/house'
import { openKeys } from '../../src-main/keys/open-keyring'
import { systemRandom, type Random } from '../../src-main/random'
import { openStore, type Store } from '../../src-main/store/store'
import { bareHouse } from './bare-house'

const toErrors = (line: string) => process.stderr.write(line)

/** What is put in the place of the real: a store broken or died in, a clock, chance. */
interface Means {
  readonly clock: () => number
  readonly around?: (store: Store) => Store
  readonly random?: Random
  /** Is told what is logged. */
  readonly tell?: (line: string) => unknown
}

/** @param folder of a desk that was made before: store and key folder are as `openTestDesk` puts them */
export async function houseOnFile(folder: string, means: Means): Promise<House> {
  const { clock, around = (store) => store, random = systemRandom, tell = toErrors } = means
  const store = await openStore({ file: join(folder, 'mfa-desk.sqlite') })
  const { keyring } = await store.read((tables) => openKeys({ tables, keyFolder: join(folder, 'keys'), random }))
  const log = { error: (facts: object) => void tell(`${JSON.stringify(facts)}\n`) }
  const house = bareHouse({ folder, store: around(store), keyring, random, clock, log })
  await house.logWatch.begin()
  return house
}
