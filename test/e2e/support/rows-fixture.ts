/** The ground of the journeys through the manual, row by row: one running desk, and for each journey a person of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openMailServer, type MailServer } from '../../doubles/mail-server'
import type { RunningHost } from '../hosts/host'
import { called, chooseLanguage, everyLanguage, thing, type Spoken } from '../pages/names'
import { backToSignIn } from '../pages/said'
import { expect, starts, test as base } from './desk-fixture'
import { furnish } from './furnish'
import { server, type Mailbox } from './mail'
import { makePerson, type MadePerson, type Wish } from './made-people'
import { openSecondHand, type SecondHand } from './second-hand'

export interface House {
  readonly dataFolder: string
  readonly keyFolder: string
  readonly hand: SecondHand
  /** The site's mail server, which every mail of this desk goes through. */
  readonly mailServer: MailServer
  readonly box: Mailbox
  /** Somebody whom no other journey knows. */
  person(wish?: Wish): Promise<MadePerson>
  /** The page of the desk, in that language, with nobody signed in, whatever a journey before left there. */
  atSignIn(language?: Spoken): Promise<Page>
}

const anyOf = (name: string): RegExp => new RegExp(`^(${everyLanguage.map((one) => called(name, one)).join('|')})$`)

/** Signs out whoever is in, leaves a second step that stands open, and chooses the language. */
async function toSignIn(page: Page, language: Spoken): Promise<Page> {
  await page.evaluate(() => location.assign('#/'))
  await page.reload()
  const form = page.getByRole('button', { name: anyOf('signIn') })
  const profile = page.getByRole('button', { name: anyOf('profile') })
  const back = page.getByRole('button', { name: backToSignIn })
  await expect(form.or(profile).or(back)).toBeVisible()
  if (await profile.isVisible()) {
    await profile.click()
    await page.getByRole('menuitem', { name: anyOf('signOut') }).click()
  } else if (await back.isVisible()) await back.click()
  await expect(form).toBeVisible()
  if ((await page.locator('html').getAttribute('lang')) !== language) await chooseLanguage(page, language)
  await expect(thing(page, 'button', 'signIn', language)).toBeVisible()
  return page
}

export const test = base.extend<{ house: House }, { sharedHouse: House & { running: RunningHost } }>({
  sharedHouse: [
    async ({ hostName, browser, authority }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-'))
      const [dataFolder, keyFolder] = [join(folder, 'data'), join(folder, 'keys')]
      const mailServer = await openMailServer({ certificate: authority })
      const hand = await openSecondHand(dataFolder, keyFolder)
      await furnish(hand, mailServer)
      const options = { dataFolder, keyFolder, demo: false, browser, temporaryFolder: folder, authority }
      const running = await starts[hostName](options)
      // the start code in the address counts once the page has read it
      await expect(running.page.getByRole('button', { name: anyOf('signIn') })).toBeVisible()
      await use({
        dataFolder,
        keyFolder,
        hand,
        mailServer,
        box: server(mailServer),
        running,
        person: (wish) => makePerson(hand, wish),
        atSignIn: (language = 'en') => toSignIn(running.page, language),
      })
      await hand.close()
      await running.stop()
      await mailServer.close()
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  house: async ({ sharedHouse }, use) => {
    await use(sharedHouse)
    expect(sharedHouse.running.met, 'content policy, page errors and requests that leave the desk').toEqual([])
  },
})

export { expect }
