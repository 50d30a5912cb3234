/** The mail server of the site, set by an administrator and tried at once. */
import { openSettings, saveSettings, sendTestMail, typeServer } from '../pages/settings'
import { signIn } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { server, waitForMail } from '../support/mail'
import { rowsIn } from '../support/store'

test('an administrator sets the mail server, and a test mail shows its own answer', async ({ desk, openServer }) => {
  const mailServer = await openServer()
  const box = server(mailServer)
  const page = await desk.start({ demo: true })
  const administrator = desk.demoAccount('administrator')
  await signIn(page, administrator)
  await openSettings(page, 'Mail')
  await typeServer(page, mailServer)
  const panel = await sendTestMail(page, administrator.email)
  await expect(panel).toContainText('Taken by the server')
  await expect(panel).toContainText('Ok: queued as 4F2A')
  await expect(panel).not.toContainText(mailServer.password)
  await saveSettings(page, administrator.password)
  const mail = await waitForMail(box, { to: administrator.email, subject: /^.*Test mail$/ })
  expect(mail.from.address).toBe('no-reply@corp.example')
  expect(mailServer.mails[0]).toMatchObject({ secure: true, user: mailServer.user })
  const [kept] = rowsIn(desk, `select value from settings where name = 'mail.password'`)
  expect(kept?.['value']).toMatch(/^v1\./)
})
