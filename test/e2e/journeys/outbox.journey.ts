/** The outbox over servers that refuse, put off, break off and cannot be believed: nothing is lost, no code goes twice. */
import type { Page } from '@playwright/test'
import { doAct, makePerson, passwordOnSlip } from '../pages/account-acts'
import { openAccount, openAccounts } from '../pages/accounts'
import { expectMfaSection } from '../pages/mfa-section'
import { called, thing } from '../pages/names'
import { mailRow, openMail, openOutbox } from '../pages/outbox'
import { keiko } from '../pages/people'
import { openSettings, sendTestMail, setServer, typeServer } from '../pages/settings'
import { signIn, signOut } from '../pages/sign-in'
import { firstStart } from '../pages/welcome'
import { expect, test, type DeskUnderTest } from '../support/desk-fixture'
import { codeIn, mailsOf, server, waitForMail } from '../support/mail'
import { rowsIn } from '../support/store'

const person = { name: '伊藤 花子', email: 'hanako.ito@corp.example' }
const to = (subject: RegExp) => ({ to: person.email, subject })

/** The newest mail of the outbox of that kind, as the store has it. */
const kept = (desk: DeskUnderTest, kind: string) =>
  rowsIn(desk, 'select * from outbox where kind = ? order by made_at desc limit 1', kind)[0]

async function act(page: Page, name: string): Promise<void> {
  await openAccounts(page)
  await openAccount(page, person.email, person.name)
  await doAct(page, name, 'Asked by phone')
}
async function disableOrEnable(page: Page, name: 'Disable account' | 'Enable account'): Promise<void> {
  await act(page, name)
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test.setTimeout(150_000)

test('the outbox tells what a server refused, put off, or may have, and what was not believed', async ({
  desk,
  openServer,
}) => {
  const mailServer = await openServer()
  const box = server(mailServer)
  let page = await desk.start()
  await firstStart(page, keiko)
  await makePerson(page, person)

  await test.step('without a server mail is written as files, and that is not called sent', async () => {
    await disableOrEnable(page, 'Disable account')
    await openOutbox(page)
    await expect(page.getByText('No mail server: mails are written as files')).toBeVisible()
    const detail = await openMail(page, person.email, 'Account disabled', 'In the folder')
    await expect(detail).toContainText('Written to the pickup folder, not sent')
    expect(kept(desk, 'account-disabled')).toMatchObject({ state: 'folder', sealed: null })
  })

  await test.step('a refused notice says so in the server’s words, and is not taken away by whoever did the act', async () => {
    await setServer(page, mailServer, keiko.password)
    mailServer.set({ says: { recipient: [550, '5.1.1 No such user here'] } })
    await disableOrEnable(page, 'Enable account')
    await openOutbox(page)
    const detail = await openMail(page, person.email, 'Account enabled', 'Failed')
    await expect(detail).toContainText('The server does not know this address.')
    await expect(detail).toContainText('550 5.1.1 No such user here')
    await expect(page.getByRole('link', { name: /^Outbox.*1 failed/ })).toBeVisible()

    await detail.getByRole('button', { name: 'Print slip' }).click()
    const ask = page.getByRole('dialog')
    await thing(ask, 'textbox', 'reason').fill('Has no mailbox any more')
    await ask.getByRole('button', { name: 'Print slip' }).click()
    await expect(ask).toContainText('This notice tells of an act of your own')
    await ask.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(kept(desk, 'account-enabled')).toMatchObject({ state: 'failed' })
  })

  await test.step('a notice of what somebody else did is handed over on paper', async () => {
    await openAccounts(page)
    await openAccount(page, person.email, person.name)
    const given = await passwordOnSlip(page, 'First password')
    await signOut(page)
    await signIn(page, { ...person, password: given })
    await page.getByLabel('The password you were given', { exact: true }).fill(given)
    await page.getByLabel('New password', { exact: true }).fill('nine quiet rivers under snow')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expectMfaSection(page)
    await signOut(page)
    await signIn(page, keiko)
    await openOutbox(page)
    const detail = await openMail(page, person.email, 'Password changed', 'Failed')
    await detail.getByRole('button', { name: 'Print slip' }).click()
    const ask = page.getByRole('dialog')
    await thing(ask, 'textbox', 'reason').fill('Has no mailbox any more')
    await ask.getByRole('button', { name: 'Print slip' }).click()
    const letter = page.getByRole('dialog', { name: /^Letter for/ })
    await expect(letter).toContainText('Your password was changed')
    await thing(letter, 'button', 'close').click()
    await thing(letter, 'button', 'close').click()
    await expect(mailRow(page, person.email, 'Password changed', 'Handed over')).toHaveCount(1)
    expect(kept(desk, 'password-changed')).toMatchObject({ state: 'handed-over', sealed: null })
    expect(mailServer.mails).toHaveLength(0)
  })

  await test.step('a notice that was put off waits over a restart and goes out as the same mail', async () => {
    mailServer.set({ says: { data: [450, '4.2.0 Greylisted, come back later'] } })
    await disableOrEnable(page, 'Disable account')
    await openOutbox(page)
    const detail = await openMail(page, person.email, 'Account disabled', 'Queued', 'Greylisted')
    await expect(detail).toContainText('It is tried again at')
    const waiting = kept(desk, 'account-disabled')
    expect(waiting).toMatchObject({ state: 'queued', tries: 1, sealed: expect.stringMatching(/^v1\./) })
    mailServer.set({})
    page = await desk.restart()
    await signIn(page, keiko)
    await openOutbox(page)
    await (await openMail(page, person.email, 'Queued')).getByRole('button', { name: 'Try again now' }).click()
    const mail = await waitForMail(box, to(/was disabled/))
    expect(mail.messageId).toBe(waiting?.['message_id'])
    await openMail(page, person.email, 'Account disabled', 'Sent')
    expect(kept(desk, 'account-disabled')).toMatchObject({ state: 'sent', sealed: null })
  })

  await test.step('no answer after the data: a notice goes again under the same Message-ID', async () => {
    mailServer.set({ breaks: 'drops-after-data' })
    await disableOrEnable(page, 'Enable account')
    await waitForMail(box, to(/was enabled/))
    await openOutbox(page)
    const detail = await openMail(page, person.email, 'Account enabled', 'Queued')
    mailServer.set({})
    await detail.getByRole('button', { name: 'Try again now' }).click()
    await waitForMail(box, to(/was enabled/), 2)
    const ids = (await mailsOf(box, to(/was enabled/))).map((mail) => mail.messageId)
    expect(new Set(ids).size).toBe(1)
  })

  await test.step('no answer after the data: a code is uncertain and is not sent again by itself', async () => {
    mailServer.set({ breaks: 'drops-after-data' })
    await act(page, called('sendEmailToken'))
    const code = codeIn(await waitForMail(box, to(/for the help desk/)))
    await page.getByRole('dialog').getByRole('button', { name: 'Leave waiting' }).click()
    await openOutbox(page)
    const detail = await openMail(page, person.email, 'Email token of the desk', 'Uncertain')
    await expect(detail).toContainText('it may have arrived or not')
    await expect(detail).toContainText('it is not sent again by itself')
    await expect(detail.getByRole('button', { name: 'Print slip' })).toHaveCount(0)
    const uncertain = kept(desk, 'desk-code')
    expect(uncertain).toMatchObject({ state: 'uncertain', next_at: null, tries: 1 })
    expect(JSON.stringify(uncertain)).not.toContain(code)
  })

  await test.step('a certificate that nobody vouches for is not believed, and nothing is lost', async () => {
    const stranger = await openServer({ own: false })
    await openSettings(page, 'Mail')
    await typeServer(page, stranger)
    const panel = await sendTestMail(page, keiko.email)
    await expect(panel).toContainText('Not taken')
    await expect(panel).toContainText('The certificate of the server does not hold.')
    await setServer(page, stranger, keiko.password)
    await disableOrEnable(page, 'Disable account')
    await openOutbox(page)
    await openMail(page, person.email, 'Account disabled', 'Queued', 'certificate')
    expect(stranger.mails).toHaveLength(0)
    expect(kept(desk, 'account-disabled')).toMatchObject({ state: 'queued', tries: 1 })
  })
})
