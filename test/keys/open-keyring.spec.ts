/** Making and opening the keys of a real store: the right key opens it, any other opens nothing and writes nothing. */
import { createHash } from 'node:crypto'
import { copyFile, cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyFilePath } from '../../src-main/keys/key-file'
import { makeKeys, openKeys, openKeysWithRecoveryKey } from '../../src-main/keys/open-keyring'
import { systemRandom as random } from '../../src-main/random'
import { openStore, type Store } from '../../src-main/store/store'

const now = Date.UTC(2026, 2, 31)
const place = { table: 'otp_keys', column: 'sealed', row: 'a' }
const plain = Uint8Array.from([1, 2, 3])
let root = ''
let open: Store[] = []

const storeAt = async (name: string) => {
  const store = await openStore({ file: join(root, name, 'store.sqlite') })
  open.push(store)
  return store
}
const keyFolder = (name: string) => join(root, `${name}-keys`)
const make = (store: Store, name: string) =>
  store.write((tables) => makeKeys({ tables, keyFolder: keyFolder(name), random, now }))
const reopen = (store: Store, name: string) =>
  store.read((tables) => openKeys({ tables, keyFolder: keyFolder(name), random }))
const withPaper = (store: Store, recoveryKey: string) =>
  store.read((tables) => openKeysWithRecoveryKey({ tables, recoveryKey, random }))
const contentOf = (store: Store) =>
  store.read(async (tables) => JSON.stringify([await tables.meta.list(), await tables.keySlots.list()]))

/** Every file under `root` with its content, to see that nothing was written. The store's own files are left out. */
async function filesUnderRoot(): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('store.sqlite')) continue
    const path = join(entry.parentPath, entry.name)
    files[path] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return files
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mfa-desk-open-'))
  open = []
})
afterEach(async () => {
  for (const store of open) await store.close()
  await rm(root, { recursive: true, force: true })
})

describe('makeKeys', () => {
  it('makes store id, canary, key file and its slot, and they open again', async () => {
    const store = await storeAt('one')
    const { keyring, storeId } = await make(store, 'one')
    expect(storeId).toMatch(/^[a-z2-7]{26}$/)
    expect(await readdir(keyFolder('one'))).toEqual([`${storeId}.key`])
    const slots = await store.read((tables) => tables.keySlots.list())
    expect(slots).toMatchObject([{ kind: 'key-file', confirmed_at: '2026-03-31T00:00:00.000Z' }])
    expect(await store.read((tables) => tables.meta.find('canary'))).toMatch(/^v1\./)

    const again = await reopen(store, 'one')
    expect(again.storeId).toBe(storeId)
    expect(again.keyring.unseal(place, keyring.seal(place, plain))).toEqual(plain)
    expect(again.keyring.subKey('recovery-codes')).toEqual(keyring.subKey('recovery-codes'))
  })

  it('does not make keys twice, not even where the store id went missing', async () => {
    const store = await storeAt('one')
    await make(store, 'one')
    const before = [await contentOf(store), await filesUnderRoot()]
    await expect(make(store, 'one')).rejects.toMatchObject({ code: 'tampered' })
    expect([await contentOf(store), await filesUnderRoot()]).toEqual(before)
    await store.write((tables) => tables.meta.remove('store-id'))
    await expect(make(store, 'one')).rejects.toMatchObject({ code: 'tampered' })
    await store.write((tables) => tables.meta.remove('canary'))
    await expect(make(store, 'one')).rejects.toMatchObject({ code: 'tampered' })
    const slots = await store.read((tables) => tables.keySlots.list())
    for (const { id } of slots) await store.write((tables) => tables.keySlots.remove(id))
    await store.write((tables) => tables.meta.set('canary', 'v1.a.b.c.d'))
    await expect(make(store, 'one')).rejects.toMatchObject({ code: 'tampered' })
    expect(await filesUnderRoot()).toEqual(before[1])
  })

  it('writes nothing into a store whose key file cannot be written', async () => {
    const store = await storeAt('one')
    await writeFile(keyFolder('one'), 'a file where the folder should be')
    const before = await contentOf(store)
    await expect(make(store, 'one')).rejects.toMatchObject({ code: 'key-wrong' })
    expect(await contentOf(store)).toBe(before)
  })

  it('keeps neither data key nor slot secret in the store', async () => {
    const drawn: string[] = []
    const store = await storeAt('one')
    const watched = (length: number) => {
      const bytes = random(length)
      if (length === 32) drawn.push(Buffer.from(bytes).toString('base64url'), Buffer.from(bytes).toString('hex'))
      return bytes
    }
    await store.write((tables) => makeKeys({ tables, keyFolder: keyFolder('one'), random: watched, now }))
    expect(drawn).toHaveLength(4)
    const content = await contentOf(store)
    for (const secret of drawn) expect(content).not.toContain(secret)
  })
})

describe('openKeys: any other key is key-wrong, and nothing is written', () => {
  const wrong = { code: 'key-wrong' }

  async function refusedAfter(change: (store: Store, path: string) => Promise<unknown>) {
    const store = await storeAt('one')
    const { storeId } = await make(store, 'one')
    await reopen(store, 'one')
    await change(store, keyFilePath(keyFolder('one'), storeId))
    const before = [await contentOf(store), await filesUnderRoot()]
    await expect(reopen(store, 'one')).rejects.toMatchObject(wrong)
    expect([await contentOf(store), await filesUnderRoot()]).toEqual(before)
  }

  it('the key file is missing', () => refusedAfter((_store, path) => rm(path)))

  it('the key folder is missing', () => refusedAfter(() => rm(keyFolder('one'), { recursive: true })))

  it('the key file is another key under the right name', () =>
    refusedAfter(async (_store, path) => {
      const text = await readFile(path, 'utf8')
      await writeFile(path, text.replace(/\nkey .*/, `\nkey ${Buffer.from(random(32)).toString('base64url')}`))
    }))

  it('the key file is that of another store', () =>
    refusedAfter(async (_store, path) => {
      const other = await storeAt('two')
      const { storeId } = await make(other, 'two')
      await copyFile(keyFilePath(keyFolder('two'), storeId), path)
    }))

  it('the key file is a link to itself', () =>
    refusedAfter(async (_store, path) => {
      await rename(path, `${path}.real`)
      await symlink(`${path}.real`, path)
    }))

  it('the canary is that of another store, or gone, or changed', async () => {
    const other = await storeAt('two')
    await make(other, 'two')
    const foreign = (await other.read((tables) => tables.meta.find('canary'))) ?? ''
    const store = await storeAt('one')
    await make(store, 'one')
    for (const canary of [foreign, 'v1.x.y.z.w', '']) {
      await store.write((tables) => tables.meta.set('canary', canary))
      await expect(reopen(store, 'one')).rejects.toMatchObject(wrong)
    }
    await store.write((tables) => tables.meta.remove('canary'))
    await expect(reopen(store, 'one')).rejects.toMatchObject(wrong)
  })

  it('the slot is gone, or is that of another store', async () => {
    const store = await storeAt('one')
    await make(store, 'one')
    const other = await storeAt('two')
    await make(other, 'two')
    const [slot] = await store.read((tables) => tables.keySlots.list())
    const [foreign] = await other.read((tables) => tables.keySlots.list())
    await store.write((tables) => tables.keySlots.remove(slot?.id ?? ''))
    await expect(reopen(store, 'one')).rejects.toMatchObject(wrong)
    if (foreign) await store.write((tables) => tables.keySlots.insert(foreign))
    await expect(reopen(store, 'one')).rejects.toMatchObject(wrong)
    if (slot) await store.write((tables) => tables.keySlots.insert(slot))
    await expect(reopen(store, 'one')).resolves.toMatchObject({})
  })

  it('an empty store has no keys to open', async () => {
    await expect(reopen(await storeAt('one'), 'one')).rejects.toMatchObject(wrong)
  })
})

describe('openKeysWithRecoveryKey', () => {
  it('opens the store without its key file, to the same keys', async () => {
    const store = await storeAt('one')
    const { keyring, storeId } = await make(store, 'one')
    const { groups, row } = keyring.makeRecoverySlot(now)
    await store.write((tables) => tables.keySlots.insert(row))
    const sealed = keyring.seal(place, plain)
    await rm(keyFolder('one'), { recursive: true })

    const opened = await withPaper(store, groups.join(' ').toLowerCase())
    expect(opened.storeId).toBe(storeId)
    expect(opened.keyring.unseal(place, sealed)).toEqual(plain)
  })

  it('refuses another key, a former one, and what is no key', async () => {
    const store = await storeAt('one')
    const { keyring } = await make(store, 'one')
    const former = keyring.makeRecoverySlot(now)
    const present = keyring.makeRecoverySlot(now)
    await store.write((tables) => tables.keySlots.insert(former.row))
    await expect(withPaper(store, former.groups.join(''))).resolves.toMatchObject({})
    await store.write(async (tables) => {
      await tables.keySlots.remove(former.row.id)
      await tables.keySlots.insert(present.row)
    })
    const wrong = { code: 'recovery-key-wrong' }
    await expect(withPaper(store, former.groups.join(''))).rejects.toMatchObject(wrong)
    await expect(withPaper(store, '')).rejects.toMatchObject(wrong)
    await expect(withPaper(store, present.groups.slice(1).join(''))).rejects.toMatchObject(wrong)
    await expect(withPaper(store, present.groups.toReversed().join(''))).rejects.toMatchObject(wrong)
    await expect(withPaper(store, present.groups.join('-'))).resolves.toMatchObject({})
  })

  it('does not open the store another key was printed for', async () => {
    const [one, two] = [await storeAt('one'), await storeAt('two')]
    const { keyring } = await make(one, 'one')
    await make(two, 'two')
    const { groups, row } = keyring.makeRecoverySlot(now)
    await two.write((tables) => tables.keySlots.insert(row))
    await expect(withPaper(two, groups.join(''))).rejects.toMatchObject({ code: 'recovery-key-wrong' })
  })

  it('a copy of the key folder opens a copy of the store', async () => {
    const store = await storeAt('one')
    await make(store, 'one')
    await cp(keyFolder('one'), keyFolder('copy'), { recursive: true })
    await expect(reopen(store, 'copy')).resolves.toMatchObject({})
  })
})
