/** The first day at the desk, from an empty folder to recovery codes in somebody's hand, and the next morning. */
import { resolve } from 'node:path'
import { openAccount, openAccounts } from '../pages/accounts'
import { auditRow, openAuditLog } from '../pages/audit-log'
import { openImport, preview, takeFile, beginWrite, written } from '../pages/import'
import {
  closeRecoveryCodes,
  readKey,
  reissue,
  saveRecoveryCodes,
  tokenNow,
  tokenOfNoTime,
  verify,
} from '../pages/otp-key'
import { issuer, keiko } from '../pages/people'
import { signIn, signOut } from '../pages/sign-in'
import { firstStart } from '../pages/welcome'
import { keptByPage, listen, secretsBelow, secretsIn, type Shown } from '../support/canary'
import { expect, test } from '../support/desk-fixture'

const sample = resolve(import.meta.dirname, '../../samples/accounts-directory-export.csv')
const person = { name: 'User 0042', email: 'u0042@corp.example' }

test('first start, import, re-issue, recovery file, audit, restart', async ({ desk }) => {
  const page = await desk.start()
  const heard = listen(page)
  let secrets: Shown = { otpKey: '', recoveryCodes: [], recoveryKey: [], password: keiko.password }

  await test.step('M15 first start: administrator, recovery key read back, sign in', async () => {
    secrets = { ...secrets, recoveryKey: await firstStart(page, keiko) }
    await signOut(page)
    await signIn(page, keiko)
  })

  await test.step('import the directory sample', async () => {
    await openImport(page)
    await takeFile(page, sample)
    const all = { new: 400, changed: 0, same: 0, refused: 0 }
    expect(await preview(page)).toEqual(all)
    await beginWrite(page)
    expect(await written(page)).toEqual(all)
  })

  await test.step('M21 find the account by what is typed', async () => {
    await openAccounts(page)
    await openAccount(page, person.email, person.name)
    await expect(page.getByText('Not enrolled').first()).toBeVisible()
  })

  await test.step('M4 M22 re-issue: the picture says what the text says', async () => {
    await reissue(page, 'New phone')
    const { secret, uri } = await readKey(page)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    secrets = { ...secrets, otpKey: secret }
    expect(uri.protocol).toBe('otpauth:')
    expect(uri.host).toBe('totp')
    expect(decodeURIComponent(uri.pathname)).toBe(`/${issuer}:${person.email}`)
    expect(uri.searchParams.get('secret')).toBe(secret)
    expect(uri.searchParams.get('issuer')).toBe(issuer)
  })

  await test.step('M5 M6 a wrong token is refused, the pending key stays, the right one is accepted', async () => {
    const key = await readKey(page)
    await verify(page, tokenOfNoTime(key))
    await expect(page.getByText(/does not fit this key/)).toBeVisible()
    await expect(page.getByRole('img', { name: 'OTP key QR code' })).toBeVisible()
    await verify(page, tokenNow(key))
    await expect(page.getByRole('dialog', { name: 'Recovery codes' })).toBeVisible()
  })

  await test.step('M7 M8 M27 the recovery file is saved and read back', async () => {
    const { fileName, bytes, shown } = await saveRecoveryCodes(page)
    expect(fileName).toBe(`${issuer}-recovery-codes.txt`)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const lines = text.split('\r\n')
    const codes = lines.filter((line) => /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(line))
    expect(new Set(codes).size).toBe(10)
    expect(codes).toEqual(shown)
    secrets = { ...secrets, recoveryCodes: codes }
    // The one place they may be in, which shows that they would be found.
    expect(secretsIn(secrets, bytes)).toEqual(codes.map((_, at) => `recovery code ${at + 1}`))
    for (const said of [issuer, person.email]) expect(text).toContain(said)
    await closeRecoveryCodes(page)
    await expect(page.getByText('Enrolled (OTP)').first()).toBeVisible()
  })

  const seen = async () => {
    await openAuditLog(desk.page)
    await expect(auditRow(desk.page, 'Re-issue OTP key', person.name)).toHaveCount(1)
    await expect(auditRow(desk.page, 'Verify OTP key', person.name, 'Failed')).toHaveCount(1)
    await expect(auditRow(desk.page, 'Verify OTP key', person.name, 'Done')).toHaveCount(1)
  }

  await test.step('every act and every failed act is in the audit log', seen)

  const nowhere = (when: string) =>
    test.step(`key, codes, printed key and password are nowhere ${when}`, async () => {
      const { files, found } = secretsBelow(secrets, desk.dataFolder)
      expect(found).toEqual([])
      expect(files).toEqual(expect.arrayContaining(['mfa-desk.sqlite', 'desk.log']))
      expect(secretsBelow(secrets, desk.keyFolder)).toMatchObject({ files: [expect.any(String)], found: [] })
      expect(desk.output()).toContain('MFA Desk is ready')
      expect(secretsIn(secrets, desk.output())).toEqual([])
      expect(heard.length).toBeGreaterThan(10)
      expect(secretsIn(secrets, heard.join('\n'))).toEqual([])
      return files
    })

  await test.step('neither page nor storage keeps what was shown once', async () => {
    for (const open of [openAuditLog, openAccounts]) {
      await open(page)
      const kept = await keptByPage(page)
      expect(kept).toContain(keiko.name)
      expect(secretsIn(secrets, kept)).toEqual([])
    }
    await openAccount(page, person.email, person.name)
    expect(secretsIn(secrets, await keptByPage(page))).toEqual([])
  })

  // The write-ahead log holds the newest pages as long as the desk is open.
  expect(await nowhere('while the desk is open')).toContain('mfa-desk.sqlite-wal')
  await desk.stop()
  await nowhere('once it is closed')
  await desk.start()

  await test.step('after a restart on the same folders all of it is there', async () => {
    await signIn(desk.page, keiko)
    await openAccount(desk.page, person.email, person.name)
    await expect(desk.page.getByText('Enrolled (OTP)').first()).toBeVisible()
    await seen()
  })
})
