/** A job from the list to its undoing: one person asks, another approves, the results are taken, and all stands as before. */
import type { Browser, Page } from '@playwright/test'
import { approve, dryRun, giveReason, jobTitle, openRequest, partOf, phase, saveResults, undo } from '../pages/jobs'
import { chooseLanguage, type Spoken } from '../pages/names'
import { says } from '../pages/enrollment'
import { signIn, signOut } from '../pages/sign-in'
import { runDeskProcess } from '../hosts/desk-process'
import { expect, test, type DeskUnderTest, type HostName } from '../support/desk-fixture'
import { rowsIn } from '../support/store'

test.setTimeout(180_000)

const hasFactor = `state in ('enrolled-otp', 'enrolled-email', 'disabled-otp', 'disabled-email')`
/** Everything a clearing takes away, of everybody of that first name. */
const standing = (desk: DeskUnderTest, name: string) =>
  rowsIn(
    desk,
    `select a.id, a.state, a.codes_left, (select count(*) from otp_keys where account_id = a.id) as keys,
       (select count(*) from email_factors where account_id = a.id) as emails
     from accounts a where a.name like ? order by a.id`,
    `${name} %`,
  )
/** First names of more than ten people with a factor, none of them staff. */
const firstNames = (desk: DeskUnderTest): string[] =>
  rowsIn(
    desk,
    `select substr(name, 1, instr(name, ' ') - 1) as first from accounts where instr(name, ' ') > 3 and name glob '[A-Z]*'
     group by 1 having sum(role <> 'user') = 0 and sum(${hasFactor}) > 10 order by count(*), 1`,
  ).map((row) => String(row['first']))

/** A second window of the same desk where the host has one; elsewhere the person at the one window changes. */
async function secondSeat(desk: DeskUnderTest, browser: Browser, hostName: HostName): Promise<Page | null> {
  if (hostName !== 'loopback') return null
  const { out } = await runDeskProcess(['--data', desk.dataFolder], desk.keyFolder)
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  await page.goto(/http:\/\/127\.0\.0\.1:\d+\/#start=\S+/.exec(out)?.[0] ?? '')
  return page
}

const walks: readonly [asks: string, decides: string, Spoken][] = [
  ['helpdesk', 'administrator', 'en'],
  ['operator', 'helpdesk', 'ja'],
  ['administrator', 'operator', 'ko'],
]

test('a job is asked for by one person, approved by another, runs, and is undone as one, in three languages', async ({
  desk,
  browser,
  hostName,
}) => {
  const page = await desk.start({ demo: true })
  const other = await secondSeat(desk, browser, hostName)
  const names = firstNames(desk)
  for (const [at, [asks, decides, language]] of walks.entries()) {
    const name = names[at] ?? ''
    const before = standing(desk, name)
    const withFactor = before.filter(
      ({ state }) => !['not-enrolled', 'pending', 'must-re-enrol'].includes(String(state)),
    )

    await test.step(`the ${asks} asks for more than ten, in ${language}`, async () => {
      await chooseLanguage(page, language)
      await signIn(page, desk.demoAccount(asks), language)
      await dryRun(page, name, 'clear-mfa', language)
      expect(await partOf(page, 'change', language)).toBe(withFactor.length)
      expect(standing(desk, name)).toEqual(before)
      await giveReason(page, 'Phones were stolen', 'ask', language)
      await expect(phase(page, 'asked', language)).toBeVisible()
      // Nobody approves their own.
      await expect(page.getByText(says('jobs.request.own', language))).toBeVisible()
    })
    const hash = new URL(page.url()).hash

    await test.step(`the ${decides} approves it, and it runs`, async () => {
      if (!other) await signOut(page, language)
      const seat = other ?? page
      if (other) await chooseLanguage(other, language)
      await signIn(seat, desk.demoAccount(decides), language)
      await openRequest(seat, language)
      await approve(seat, language)
      await expect(phase(seat, 'done', language)).toBeVisible()
      expect(await partOf(seat, 'done', language)).toBe(withFactor.length)
      const cleared = new Set(withFactor.map(({ id }) => id))
      const left = standing(desk, name).filter(
        ({ id, keys, emails }) => cleared.has(id) && (keys !== 0 || emails !== 0),
      )
      expect(left).toEqual([])
      if (other) await expect(phase(page, 'done', language)).toBeVisible()
    })

    await test.step('the results hold one row for each', async () => {
      const rows = await saveResults(other ?? page, desk.demoAccount(decides), language)
      expect(rows).toHaveLength(before.length)
      const done = rows.filter((row) => row.includes(says('jobs.result.done', language)))
      expect(done).toHaveLength(withFactor.length)
    })

    await test.step('somebody else than whoever asked undoes it as one', async () => {
      const seat = other ?? page
      await undo(seat, 'The phones were found', language)
      await expect(phase(seat, 'done', language)).toBeVisible()
      expect(standing(desk, name)).toEqual(before)
      await seat.evaluate((to) => location.assign(to), hash)
      await expect(jobTitle(seat, says('jobs.act.clear-mfa', language))).toBeVisible()
      await expect(seat.getByRole('link', { name: /2|4|6/ }).first()).toBeVisible()
      await signOut(seat, language)
      if (other) await signOut(page, language)
    })
  }
  const acts = rowsIn(
    desk,
    `select act, count(*) as n from audit where act like 'jobs.%' and result = 'done' group by act`,
  )
  expect(Object.fromEntries(acts.map(({ act, n }) => [act, n]))).toMatchObject({
    ...{ 'jobs.plan': 3, 'jobs.ask': 3, 'jobs.approve': 3, 'jobs.planUndo': 3, 'jobs.start': 3, 'jobs.finished': 6 },
  })
  await other?.context().close()
})
