/** The key file on a real disk: its modes, links, and files that are not it. */
import fc from 'fast-check'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyFilePath, readKeyFile, writeKeyFile } from '../../src-main/keys/key-file'
import { makeId, systemRandom } from '../../src-main/random'

const storeId = makeId(systemRandom)
const secret = Uint8Array.from(systemRandom(32))
const modeOf = async (path: string) => ((await lstat(path)).mode & 0o777).toString(8)
let root = ''
let folder = ''
const write = (to = folder) => writeKeyFile(to, storeId, secret, systemRandom)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mfa-desk-keys-'))
  folder = join(root, 'a', 'keys')
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('writeKeyFile', () => {
  it('makes the folder 0700 and the file 0600, whatever the umask, and leaves nothing else there', async () => {
    const before = process.umask(0)
    try {
      await write()
    } finally {
      process.umask(before)
    }
    expect(await modeOf(folder)).toBe('700')
    expect(await modeOf(join(root, 'a'))).toBe('700')
    expect(await modeOf(keyFilePath(folder, storeId))).toBe('600')
    expect(await readdir(folder)).toEqual([`${storeId}.key`])
    expect(await readKeyFile(folder, storeId)).toEqual(secret)
  })

  it('takes back the rights of others on a folder that was there', async () => {
    await mkdir(folder, { recursive: true })
    await chmod(folder, 0o755)
    await write()
    expect(await modeOf(folder)).toBe('700')
  })

  it('says in the file what it is and of which store', async () => {
    await write()
    const text = await readFile(keyFilePath(folder, storeId), 'utf8')
    expect(text).toMatch(/^MFA Desk key file\n/)
    expect(text).toContain(`\nstore ${storeId}\n`)
    expect(text).toContain('apart from the data')
  })

  it('never overwrites a key', async () => {
    await write()
    await expect(writeKeyFile(folder, storeId, systemRandom(32), systemRandom)).rejects.toMatchObject({
      code: 'key-wrong',
    })
    expect(await readKeyFile(folder, storeId)).toEqual(secret)
    expect(await readdir(folder)).toHaveLength(1)
  })

  it('never goes through a link, be it the file or the folder, dangling or not', async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const target = join(root, 'somewhere')
    await symlink(target, keyFilePath(folder, storeId))
    await expect(write()).rejects.toMatchObject({ code: 'key-wrong' })
    await expect(lstat(target)).rejects.toMatchObject({ code: 'ENOENT' })

    const real = join(root, 'real')
    await mkdir(real)
    const link = join(root, 'link')
    await symlink(real, link)
    await expect(write(link)).rejects.toMatchObject({ code: 'key-wrong' })
    expect(await readdir(real)).toEqual([])
  })

  it('says key-wrong where the folder is a file', async () => {
    await writeFile(join(root, 'file'), '')
    await expect(write(join(root, 'file'))).rejects.toMatchObject({ code: 'key-wrong' })
    await expect(write(join(root, 'file', 'keys'))).rejects.toMatchObject({ code: 'key-wrong' })
  })

  it('does not follow a store id out of the folder', async () => {
    for (const bad of ['../../etc/passwd', '', 'a'.repeat(25), `${'a'.repeat(25)}/`, `${storeId}\n`]) {
      await expect(writeKeyFile(folder, bad, secret, systemRandom)).rejects.toMatchObject({ code: 'tampered' })
      await expect(readKeyFile(folder, bad)).rejects.toMatchObject({ code: 'tampered' })
    }
    await expect(lstat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('readKeyFile', () => {
  const wrong = { code: 'key-wrong' }

  it('says key-wrong where there is no file, no folder, a folder, a link', async () => {
    await expect(readKeyFile(folder, storeId)).rejects.toMatchObject(wrong)
    await mkdir(keyFilePath(folder, storeId), { recursive: true })
    await expect(readKeyFile(folder, storeId)).rejects.toMatchObject(wrong)
    await rm(keyFilePath(folder, storeId), { recursive: true })

    const away = join(root, 'away')
    await write(away)
    await symlink(keyFilePath(away, storeId), keyFilePath(folder, storeId))
    await expect(readKeyFile(folder, storeId)).rejects.toMatchObject(wrong)
    await symlink(away, join(root, 'link'))
    await expect(readKeyFile(join(root, 'link'), storeId)).rejects.toMatchObject(wrong)
    expect(await readKeyFile(away, storeId)).toEqual(secret)
  })

  it('says key-wrong for the file of another store under this name, and for anything that is no key file', async () => {
    await write()
    const path = keyFilePath(folder, storeId)
    const good = await readFile(path, 'utf8')
    const bad = [
      ...['', '\n', 'key', '\u0000'.repeat(200), good.replace(storeId, makeId(systemRandom)), good.slice(0, -4)],
      ...[good.replace('key file', 'file'), good.replace('\nkey ', '\nkey A'), `${good}${good}`, `x${good}`],
      ...[good + 'x'.repeat(5000), good.toUpperCase(), good.replace(/\nstore .*/, '')],
    ]
    for (const text of bad) {
      await writeFile(path, text)
      await expect(readKeyFile(folder, storeId)).rejects.toMatchObject(wrong)
    }
  })

  it('reads a file that came back from another computer: other line ends, no last one, other rights', async () => {
    await write()
    const path = keyFilePath(folder, storeId)
    const good = await readFile(path, 'utf8')
    for (const text of [good.replaceAll('\n', '\r\n'), good.trimEnd()]) {
      await writeFile(path, text)
      await chmod(path, 0o644)
      expect(await readKeyFile(folder, storeId)).toEqual(secret)
      expect(await modeOf(path)).toBe('600')
    }
  })

  it('gives back a key or key-wrong for any damage, never something else', async () => {
    await write()
    const path = keyFilePath(folder, storeId)
    const good = await readFile(path)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
        await writeFile(path, good.with(at, byte))
        const read = await readKeyFile(folder, storeId).catch((error: unknown) => error)
        if (read instanceof Uint8Array) expect(read).toHaveLength(32)
        else expect(read).toMatchObject(wrong)
      }),
    )
  })
})
