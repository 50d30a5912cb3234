/** What the help desk does to other people's accounts: email tokens read back, MFA cleared, OTP keys deleted, locks lifted. */
import { beginAct, doAct, readBackToken } from '../pages/account-acts'
import { accountRows, openAccount, openAccounts, searchBox } from '../pages/accounts'
import { called, thing } from '../pages/names'
import { signIn } from '../pages/sign-in'
import { expect, test, type DeskUnderTest } from '../support/desk-fixture'
import { codeIn, otherCode, pickupFolder, waitForMail } from '../support/mail'
import { keptOf, lastActs, rowsIn } from '../support/store'

/** The subject of a letter is in the language of its reader. */
const unlocked: Record<string, RegExp> = { en: /was unlocked/, ja: /ロックが解除/, ko: /잠금이 해제/ }

/** Somebody of the demo, looked up in the store. */
function somebody(desk: DeskUnderTest, where: string): { name: string; email: string; language: string } {
  const [found] = rowsIn(
    desk,
    `select name, email, language from accounts
     where enabled = 1 and role = 'user' and second_email = '' and ${where} limit 1`,
  )
  if (!found) throw new Error(`nobody in the demo is ${where}`)
  return { name: String(found['name']), email: String(found['email']), language: String(found['language']) }
}

test('the help desk sees states, has a mailed token read back, clears MFA, deletes a key, unlocks', async ({
  desk,
}) => {
  const page = await desk.start({ demo: true })
  const mail = pickupFolder(desk)
  await signIn(page, desk.demoAccount('helpdesk'))
  const open = async ({ name, email }: { name: string; email: string }) => {
    await openAccounts(page)
    await openAccount(page, email, name)
  }
  const done = () => expect(page.getByRole('dialog')).toHaveCount(0)
  const acts = page.getByRole('complementary')

  const person = somebody(desk, `state = 'not-enrolled' and locked_until is null and language = 'en'`)
  await test.step('M21 the list says each state, and what is not active cannot be cleared', async () => {
    await searchBox(page).fill(person.email)
    await expect(accountRows(page).filter({ hasText: 'Not enrolled' })).toHaveCount(1)
    await open(person)
    for (const name of ['clearMfa', 'deleteKey']) await expect(thing(acts, 'button', name)).toBeDisabled()
    await expect(acts).toContainText('Needs an active method')
  })

  await test.step('M23 a token is mailed, a wrong one refused, and the right one makes email the method', async () => {
    await doAct(page, called('sendEmailToken'), 'Has no phone')
    await expect(page.getByText(/^Mailed to .•••@corp\.example/)).toBeVisible()
    const code = codeIn(await waitForMail(mail, { to: person.email, subject: /for the help desk/ }))
    await readBackToken(page, otherCode(code))
    await expect(page.getByText(/not the token of the newest mail/)).toBeVisible()
    expect(lastActs(desk, person.email)).toEqual(['email.verify failed email-token-wrong'])
    await readBackToken(page, code)
    await done()
    await expect(page.getByText('Enrolled (Email)').first()).toBeVisible()
    expect(keptOf(desk, person.email)).toMatchObject({ state: 'enrolled-email', hasEmail: true })
  })

  await test.step('M24 Clear MFA says what dies and what follows, and asks for a reason', async () => {
    await beginAct(page, called('clearMfa'))
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Email as the method')
    await expect(dialog).toContainText('Policy is Required')
    await thing(dialog, 'button', 'clearMfa').click()
    await expect(dialog.getByText(/^Say why/)).toBeVisible()
    await thing(dialog, 'textbox', 'reason').fill('Left the mailbox')
    await thing(dialog, 'button', 'clearMfa').click()
    await done()
    await expect(page.getByText('Must re-enrol').first()).toBeVisible()
    expect(keptOf(desk, person.email)).toMatchObject({ state: 'must-re-enrol', hasEmail: false, sessions: [] })
    const [row] = rowsIn(desk, `select reason from audit where act = 'accounts.clearMfa' order by no desc limit 1`)
    expect(row).toEqual({ reason: 'Left the mailbox' })
    await waitForMail(mail, { to: person.email, subject: /was cleared/ })
  })

  const holder = somebody(desk, `state = 'enrolled-otp' and locked_until is null and language = 'ja'`)
  await test.step('M24 Delete OTP key removes the key and its recovery codes', async () => {
    await open(holder)
    await doAct(page, called('deleteKey'), 'Phone stolen')
    await done()
    expect(keptOf(desk, holder.email)).toMatchObject({ state: 'must-re-enrol', keys: [], codes: null })
    await waitForMail(mail, { to: holder.email, subject: /OTPキー.*削除/ })
  })

  const locked = somebody(desk, 'locked_until is not null')
  await test.step('M25 a lock shows its cause, its count and its end, and is lifted with a reason', async () => {
    await open(locked)
    const banner = page.getByRole('region', { name: 'Locked out' })
    await expect(banner).toContainText(/Locked out until/)
    await expect(banner).toContainText('15 wrong codes in a row')
    await doAct(page, called('unlock'), 'Called back, phone clock was slow')
    await done()
    await expect(banner).toHaveCount(0)
    expect(keptOf(desk, locked.email).lockedUntil).toBeNull()
    expect(lastActs(desk, locked.email)).toEqual(['accounts.unlock done'])
    await waitForMail(mail, { to: locked.email, subject: unlocked[locked.language] ?? /-/ })
  })
})
