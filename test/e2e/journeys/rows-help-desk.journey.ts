/** Rows M21 to M25 and M27: what the desk does to other people's accounts, read back from store, mail and file. */
import type { Page } from '@playwright/test'
import { beginAct, doAct, readBackToken } from '../pages/account-acts'
import { accountRows, openAccount, openAccounts, searchBox } from '../pages/accounts'
import { called, thing } from '../pages/names'
import { closeRecoveryCodes, readKey, reissue, saveRecoveryCodes, verify } from '../pages/otp-key'
import { issuer } from '../pages/people'
import { signIn } from '../pages/sign-in'
import { authenticator } from '../support/authenticator'
import { countFailures, failAgain, type MadePerson } from '../support/made-people'
import { codeIn, otherCode, waitForMail } from '../support/mail'
import { expect, test, type House } from '../support/rows-fixture'
import { keptOf, lastActs, rowsIn } from '../support/store'

/** Somebody of the desk signs in. */
async function atTheDesk(house: House, role: 'helpdesk' | 'operator'): Promise<Page> {
  const page = await house.atSignIn()
  await signIn(page, await house.person({ role }))
  return page
}

async function openPage(page: Page, { email, name }: MadePerson): Promise<void> {
  await openAccounts(page)
  await openAccount(page, email, name)
}

const done = (page: Page) => expect(page.getByRole('dialog')).toHaveCount(0)

/** The reason as the audit log keeps it. */
const lastReason = (house: House, { id }: MadePerson) =>
  rowsIn(house, 'select act, reason from audit where account_id = ? order by no desc limit 1', id)[0]

test('M21 the list and the page of an account say the MFA state that the store has', async ({ house }) => {
  const page = await atTheDesk(house, 'operator')
  for (const [method, said, state] of [
    ['none', 'Not enrolled', 'not-enrolled'],
    ['otp', 'Enrolled (OTP)', 'enrolled-otp'],
    ['email', 'Enrolled (Email)', 'enrolled-email'],
  ] as const) {
    const who = await house.person({ method })
    await openAccounts(page)
    await searchBox(page).fill(who.email)
    await expect(accountRows(page)).toHaveCount(1)
    await expect(accountRows(page)).toContainText(said)
    await openAccount(page, who.email, who.name)
    await expect(page.getByText(said).first()).toBeVisible()
    expect(keptOf(house, who.email).state).toBe(state)
  }
})

test('M22 re-issues an OTP key and verifies the token that the person says', async ({ house }) => {
  const page = await atTheDesk(house, 'operator')
  const who = await house.person({ method: 'otp' })
  const [old] = keptOf(house, who.email).keys
  await openPage(page, who)
  await reissue(page, 'New phone')
  const { secret, uri } = await readKey(page)
  expect(uri.searchParams.get('secret')).toBe(secret)
  expect(decodeURIComponent(uri.pathname)).toBe(`/${issuer}:${who.email}`)
  expect(keptOf(house, who.email).keys, 'the old one works until then').toContainEqual(old)
  const app = authenticator(secret)
  await verify(page, app.wrong())
  await expect(page.getByText(/does not fit this key/)).toBeVisible()
  await verify(page, await app.token())
  await saveRecoveryCodes(page)
  await closeRecoveryCodes(page)
  const { keys, codes } = keptOf(house, who.email)
  expect(keys).toEqual([{ status: 'active', id: expect.not.stringMatching(old?.id ?? '-') as unknown as string }])
  expect(codes).toEqual({ unused: 10, used: 0 })
  expect(lastActs(house, who.email, 2)).toEqual(['otp.verify done', 'otp.verify failed token-wrong'])
})

test('M23 sends an email token and verifies what the person reads back', async ({ house }) => {
  const page = await atTheDesk(house, 'helpdesk')
  const who = await house.person()
  await openPage(page, who)
  await doAct(page, called('sendEmailToken'), 'Has no phone')
  const code = codeIn(await waitForMail(house.box, { to: who.email, subject: /for the help desk/ }))
  await readBackToken(page, otherCode(code))
  await expect(page.getByText(/not the token of the newest mail/)).toBeVisible()
  expect(lastActs(house, who.email)).toEqual(['email.verify failed email-token-wrong'])
  await readBackToken(page, code)
  await done(page)
  await expect(page.getByText('Enrolled (Email)').first()).toBeVisible()
  expect(keptOf(house, who.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true })
})

test('M24 clears MFA for a reason, ends what is open, and the owner is told by mail', async ({ house }) => {
  const page = await atTheDesk(house, 'helpdesk')
  const who = await house.person({ method: 'otp' })
  const theirs = house.hand.at()
  await theirs.session.signIn({ email: who.email, password: who.password })
  await theirs.session.authenticate({ code: await who.app.token() })
  expect(keptOf(house, who.email).sessions).toEqual(['otp'])
  await openPage(page, who)
  await beginAct(page, called('clearMfa'))
  const dialog = page.getByRole('dialog')
  await thing(dialog, 'button', 'clearMfa').click()
  await expect(dialog.getByText(/^Say why/)).toBeVisible()
  await thing(dialog, 'textbox', 'reason').fill('Phone stolen')
  await thing(dialog, 'button', 'clearMfa').click()
  await done(page)
  expect(keptOf(house, who.email)).toMatchObject({ keys: [], codes: null, sessions: [] })
  expect(lastReason(house, who)).toEqual({ act: 'accounts.clearMfa', reason: 'Phone stolen' })
  await expect(theirs.self.makeOtpKey()).rejects.toMatchObject({ code: 'session-ended' })
  await waitForMail(house.box, { to: who.email, subject: /was cleared/ })
})

test('M25 unlocks somebody whom ten wrong codes have locked out, who then signs in', async ({ house }) => {
  const page = await atTheDesk(house, 'helpdesk')
  const who = await house.person({ method: 'otp' })
  await countFailures(house.hand, who, 9)
  await failAgain(house.hand, who)
  expect(keptOf(house, who.email).lockedUntil).not.toBeNull()
  await openPage(page, who)
  const banner = page.getByRole('region', { name: 'Locked out' })
  await expect(banner).toContainText(/Locked out until/)
  await expect(banner).toContainText('10 wrong codes in a row')
  await doAct(page, called('unlock'), 'Called back, phone clock was slow')
  await done(page)
  await expect(banner).toHaveCount(0)
  expect(keptOf(house, who.email).lockedUntil).toBeNull()
  expect(lastActs(house, who.email)).toEqual(['accounts.unlock done'])
  await waitForMail(house.box, { to: who.email, subject: /was unlocked/ })
  const theirs = house.hand.at()
  await theirs.session.signIn({ email: who.email, password: who.password })
  await theirs.session.authenticate({ code: await who.app.token() })
  expect(keptOf(house, who.email).sessions).toEqual(['otp'])
})

test('M27 exports a recovery-code file whose lines sign the person in, and voids the file before it', async ({
  house,
}) => {
  const page = await atTheDesk(house, 'operator')
  const who = await house.person({ method: 'otp' })
  await openPage(page, who)
  await doAct(page, called('newCodes'), 'File lost')
  const { fileName, bytes, shown } = await saveRecoveryCodes(page)
  await closeRecoveryCodes(page)
  expect(fileName).toBe(`${issuer}-recovery-codes.txt`)
  const lines = bytes.toString('utf8').split('\r\n')
  expect(lines.filter((line) => shown.includes(line))).toEqual(shown)
  expect(keptOf(house, who.email).codes).toEqual({ unused: 10, used: 0 })
  const theirs = house.hand.at()
  await theirs.session.signIn({ email: who.email, password: who.password })
  const given = (code: string) => theirs.session.authenticateWithRecoveryCode({ code })
  await expect(given(who.codes[0] ?? '')).rejects.toMatchObject({ code: 'recovery-code-wrong' })
  await given(shown[0] ?? '')
  expect(keptOf(house, who.email)).toMatchObject({ sessions: ['recovery-code'], codes: { unused: 9, used: 1 } })
})
