/** Mail as files: the port, and what lies in the folder. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makePickupFolder } from '../../src-main/mail/pickup-folder'
import { readMail } from '../doubles/read-mail'
import { letter } from './letter'
import { describeMailer } from './mailer-spec'

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'mfa-desk-mail-'))
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true })

function pickup() {
  const parent = emptyFolder()
  onTestFinished(() => remove(parent))
  const folder = join(parent, 'mail-pickup')
  return { folder, parent, mailer: makePickupFolder(folder) }
}

describeMailer('pickup folder', async () => {
  const folder = emptyFolder()
  return {
    mailer: makePickupFolder(folder),
    done: 'handed-to-folder',
    arrived: () =>
      Promise.all(
        readdirSync(folder)
          .sort()
          .map((name) => readMail(readFileSync(join(folder, name)))),
      ),
    close: async () => remove(folder),
  }
})

describe('the folder', () => {
  it('holds one file a letter, named by when and which, for its owner alone', async () => {
    const { folder, mailer } = pickup()
    const { words } = await mailer.send(letter())
    expect(words).toBe('2026-03-31T09-00-00-000Z-k2j3h4g5f6d7s2a3k2j3h4g5f6.eml')
    expect(readdirSync(folder)).toEqual([words])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, words)).mode & 0o777).toBe(0o600)
  })

  it('holds the same file after a second try of the same letter, and nothing of a try that was killed', async () => {
    const { folder, mailer } = pickup()
    const { words } = await mailer.send(letter())
    writeFileSync(join(folder, `${words}.part`), 'half a ma')
    expect(await mailer.send(letter())).toEqual({ kind: 'handed-to-folder', words })
    expect(readdirSync(folder)).toEqual([words])
  })

  it('is kept in by the name of its files, whatever the id is', async () => {
    const { folder, parent, mailer } = pickup()
    await mailer.send(letter({ messageId: '<..-..-etc.passwd@corp.example>' }))
    await mailer.send(letter({ messageId: '<../../x@corp.example>' }))
    expect(readdirSync(folder)).toEqual(['2026-03-31T09-00-00-000Z-------etc-passwd.eml'])
    expect(readdirSync(parent)).toEqual(['mail-pickup'])
  })

  it('is taken back from others who could look in', async () => {
    const { folder, mailer } = pickup()
    mkdirSync(folder, { mode: 0o755 })
    chmodSync(folder, 0o755)
    await mailer.send(letter())
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('is no link, and a letter for a link is put off', async () => {
    const { folder, parent, mailer } = pickup()
    const elsewhere = join(parent, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, folder)
    expect(await mailer.send(letter())).toEqual({ kind: 'put-off', words: 'ENOTDIR' })
    expect(readdirSync(elsewhere)).toEqual([])
  })

  it('that cannot be made puts the letter off and does not tell where it would have been', async () => {
    const { folder, mailer } = pickup()
    writeFileSync(folder, 'a file in its place')
    const { kind, words } = await mailer.send(letter())
    expect(kind).toBe('put-off')
    expect(words).toMatch(/^E[A-Z]+$/)
  })
})
