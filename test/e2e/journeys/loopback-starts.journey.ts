/** Loopback only: a second start on the same folder, a start code that serves once, and clean ends. */
import { startDeskProcess, runDeskProcess } from '../hosts/desk-process'
import { signIn } from '../pages/sign-in'
import { keiko } from '../pages/people'
import { firstStart } from '../pages/welcome'
import { expect, test } from '../support/desk-fixture'

const addressIn = (text: string): string => /http:\/\/127\.0\.0\.1:\d+\/#start=\S+/.exec(text)?.[0] ?? ''

test('a second start says who has the folder and opens the running desk again with a fresh start code', async ({
  desk,
  browser,
}) => {
  const page = await desk.start()
  await firstStart(page, keiko)
  const second = await runDeskProcess(['--data', desk.dataFolder], desk.keyFolder)
  expect(second.err).not.toMatch(/\n\s+at /)
  expect(second.code).toBe(0)
  const address = addressIn(second.out)
  expect(address, second.out + second.err).not.toBe('')
  expect(new URL(address).origin).toBe(new URL(page.url()).origin)

  await test.step('the fresh code opens a tab of its own, once, and vanishes from its address', async () => {
    const [one, other] = [await browser.newContext(), await browser.newContext()]
    const tab = await one.newPage()
    await tab.goto(address)
    await signIn(tab, keiko)
    expect(tab.url()).not.toContain('start=')
    const late = await other.newPage()
    await late.goto(address)
    await expect(late.getByText('does not answer this tab')).toBeVisible()
    await one.close()
    await other.close()
  })

  await test.step('a reload keeps the tab signed in', async () => {
    await page.reload()
    await expect(page.getByRole('button', { name: 'Profile' })).toBeVisible()
  })
})

test('what cannot be started ends with a sentence and not with a stack', async ({ desk }) => {
  const unknown = await runDeskProcess(['--data', desk.dataFolder, '--colour', 'red'], desk.keyFolder)
  expect(unknown.code).not.toBe(0)
  const inside = await runDeskProcess(['--data', desk.dataFolder, '--host', 'loopback'], `${desk.dataFolder}/keys`)
  expect(inside.code).not.toBe(0)
  for (const { out, err } of [unknown, inside]) {
    expect(err.trim()).not.toBe('')
    expect(out + err).not.toMatch(/\n\s+at /)
  }
  const help = await runDeskProcess(['--help'], desk.keyFolder)
  expect(help.code).toBe(0)
  for (const flag of ['--host', '--data', '--port', '--no-open', '--demo', '--help']) expect(help.out).toContain(flag)
})

test('a wrong key file opens nothing and changes nothing', async ({ desk }) => {
  await firstStart(await desk.start(), keiko)
  await desk.stop()
  const elsewhere = `${desk.keyFolder}-of-another`
  const refused = await runDeskProcess(['--host', 'loopback', '--port', '0', '--data', desk.dataFolder], elsewhere)
  expect(refused.code).not.toBe(0)
  expect(refused.out).not.toContain('ready at')
  expect(refused.err.trim()).not.toBe('')
  expect(refused.out + refused.err).not.toMatch(/\n\s+at /)
  const again = await startDeskProcess(['--data', desk.dataFolder], desk.keyFolder)
  expect(await again.stop()).toBe(0)
})
