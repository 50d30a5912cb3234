/** A mail server that takes the whole mail and then says nothing: nobody knows, and a code is not sent twice. */
import { doAct } from '../pages/account-acts'
import { openAccount, openAccounts } from '../pages/accounts'
import { called } from '../pages/names'
import { openMail, openOutbox } from '../pages/outbox'
import { keiko } from '../pages/people'
import { signIn } from '../pages/sign-in'
import { expect, test } from '../support/desk-fixture'
import { furnish } from '../support/furnish'
import { codeIn, mailsOf, server, waitForMail } from '../support/mail'
import { makePerson } from '../support/made-people'
import { openSecondHand } from '../support/second-hand'
import { rowsIn } from '../support/store'

test('a server hangs after the data: the code is uncertain also after a restart, and is not sent again by itself', async ({
  desk,
  openServer,
}) => {
  const mailServer = await openServer()
  const hand = await openSecondHand(desk.dataFolder, desk.keyFolder)
  await furnish(hand, mailServer)
  const who = await makePerson(hand)
  await hand.close()
  const wanted = { to: who.email, subject: /for the help desk/ }
  const kept = () => rowsIn(desk, `select state, tries, next_at from outbox where kind = 'desk-code'`)

  mailServer.set({ breaks: 'hangs-after-data' })
  const page = await desk.start()
  await signIn(page, keiko)
  await openAccounts(page)
  await openAccount(page, who.email, who.name)
  await doAct(page, called('sendEmailToken'), 'Asked by phone')
  const code = codeIn(await waitForMail(server(mailServer), wanted))
  expect(kept()).toMatchObject([{ state: 'sending' }])

  // it waits for the answer for minutes; the desk is closed before that
  mailServer.set({})
  const again = await desk.restart()
  await signIn(again, keiko)
  await openOutbox(again)
  const detail = await openMail(again, who.email, 'Email token of the desk', 'Uncertain')
  await expect(detail).toContainText('it may have arrived or not')
  await expect(detail).toContainText('it is not sent again by itself')
  expect(kept()).toEqual([{ state: 'uncertain', tries: 1, next_at: null }])
  expect((await mailsOf(server(mailServer), wanted)).map(codeIn)).toEqual([code])
})
