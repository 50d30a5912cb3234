/** Recovery-code files on their way: into a folder, onto paper, by a passphrase that a colleague has; who has them, and which is which. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { unpackWith } from '../../oracles/seven-zip'
import { checkFiles, openRecoveryCodes, provePassword, type GivenFile } from '../pages/papers'
import { issuer } from '../pages/people'
import { signIn, signOut } from '../pages/sign-in'
import { expectAccessible } from '../support/axe'
import { keptByPage, secretsBelow } from '../support/canary'
import { waitForMail } from '../support/mail'
import type { MadePerson } from '../support/made-people'
import { expect, test, type House } from '../support/rows-fixture'
import { lastActs, rowsIn } from '../support/store'

const codesIn = (text: string) => text.match(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/gm) ?? []

/** New codes for these, by the operator at another window; the job has ended. @returns its address in the window */
async function renewed(house: House, operator: MadePerson, people: readonly MadePerson[]): Promise<string> {
  const desk = house.hand.at()
  await desk.session.signIn({ email: operator.email, password: operator.password })
  const of = { by: 'rows' as const, ids: people.map(({ id }) => id) }
  const { id } = await desk.jobs.plan({ act: { kind: 'renew-codes' }, of })
  await desk.jobs.start({ jobId: id, reason: 'Files for the safe', includeNoWayIn: false })
  await house.hand.house.jobs.tick()
  await house.hand.house.jobs.idle()
  return `#/jobs/${id}`
}

/** A folder of the browser's own in place of one that a person chooses: real handles, real files. */
const giveFolder = (page: Page, files: Readonly<Record<string, string>>) =>
  page.evaluate(async (there) => {
    const own = await navigator.storage.getDirectory()
    const folder = await own.getDirectoryHandle('Envelopes', { create: true })
    for (const [name, text] of Object.entries(there)) {
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable()
      await stream.write(text)
      await stream.close()
    }
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(folder) })
  }, files)

const filesInFolder = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Envelopes')
    const found: Record<string, string> = {}
    const entries = folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>
    for await (const [name, file] of entries) found[name] = await (await file.getFile()).text()
    return found
  })

/** As if it were dragged there from a folder of the system. */
const drop = (page: Page, file: GivenFile) =>
  page.getByRole('grid').evaluate((list, { name, text }) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], name, { type: 'text/plain' }))
    for (const kind of ['dragenter', 'dragover', 'drop'])
      list.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
  }, file)

const goTo = (page: Page, address: string) => page.evaluate((to) => void (location.hash = to), address)

test('recovery-code files go into a folder, onto paper and apart from their passphrase; who has each is known, and a file says what it is', async ({
  house,
  hostName,
}) => {
  const page = await house.atSignIn()
  const operator = await house.person({ role: 'operator' })
  const colleague = await house.person()
  const [robin, other] = [await house.person({ method: 'otp' }), await house.person({ method: 'otp' })]
  await signIn(page, operator)
  const nameOf = (who: MadePerson, set: number) => `${issuer}-recovery-codes-${who.email}-${set}.txt`
  const dialog = page.getByRole('dialog')
  /** The styles are the same wherever the page is shown. */
  const look = async (what: string) => void (hostName === 'loopback' && (await expectAccessible(page, what)))
  const close = () => dialog.getByRole('button', { name: 'Close', exact: true }).click()

  const former = await test.step('into a folder, and never over a file that is there', async () => {
    await giveFolder(page, { [nameOf(robin, 2)]: 'kept as it is' })
    await goTo(page, await renewed(house, operator, [robin, other]))
    await page.getByRole('button', { name: 'Take the files' }).click()
    await look('taking the papers of a job')
    await page.getByRole('radio', { name: 'Files in a folder' }).click()
    await page.getByRole('button', { name: 'Choose a folder' }).click()
    await provePassword(page, operator)
    await expect(dialog).toContainText('All 2 files written into Envelopes')
    await expect(dialog).toContainText('1 name was taken')
    const files = await filesInFolder(page)
    const [mine, theirs] = [nameOf(robin, 2).replace('.txt', ' (2).txt'), nameOf(other, 2)]
    expect(Object.keys(files).sort()).toEqual([nameOf(robin, 2), mine, theirs].sort())
    expect(files[nameOf(robin, 2)]).toBe('kept as it is')
    expect(codesIn(files[theirs]?.replaceAll('\r', '') ?? '')).toHaveLength(10)
    await close()
    await expect(page.getByRole('button', { name: 'Take the files' })).toHaveCount(0)
    return files[mine] ?? ''
  })

  const current = await test.step('as a zip whose passphrase a colleague gets by mail', async () => {
    await goTo(page, await renewed(house, operator, [robin]))
    await page.getByRole('button', { name: 'Take the files' }).click()
    await page.getByRole('radio', { name: 'Mailed to a colleague' }).click()
    const address = page.getByRole('textbox', { name: 'Email of the colleague' })
    await address.fill('nobody@corp.example')
    await page.getByRole('button', { name: 'Save the zip' }).click()
    await expect(dialog).toContainText('No enabled account has this email.')
    await address.fill(colleague.email)
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the zip' }).click()
    await provePassword(page, operator)
    const saved = await saving
    await expect(dialog).toContainText(`on its way to ${colleague.email}`)
    await expect(dialog.locator('[data-passphrase]')).toHaveCount(0)
    await close()
    const { text } = await waitForMail(house.box, { to: colleague.email, subject: /passphrase/i })
    const passphrase = /^[a-z]+(-[a-z]+){5}$/m.exec(text.replaceAll('\r', ''))?.[0] ?? ''
    const { files } = await unpackWith(readFileSync(await saved.path()), passphrase)
    expect([...files.keys()]).toEqual([nameOf(robin, 3)])
    return files.get(nameOf(robin, 3))?.toString('utf8') ?? ''
  })

  await test.step('onto paper, a sheet each', async () => {
    await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }))
    await goTo(page, await renewed(house, operator, [other]))
    await page.getByRole('button', { name: 'Take the files' }).click()
    await page.getByRole('radio', { name: 'On paper' }).click()
    await page.getByRole('button', { name: 'Prepare for printing' }).click()
    await provePassword(page, operator)
    await page.getByRole('button', { name: 'Print 1' }).click()
    expect(await page.evaluate(() => (window as unknown as { printed?: boolean }).printed)).toBe(true)
    const sheets = page.locator('.print-sheet .recovery-sheet')
    await expect(sheets).toHaveCount(1)
    await expect(sheets).toContainText(other.email)
    expect(codesIn((await sheets.locator('.codes li').allTextContents()).join('\n'))).toHaveLength(10)
    await page.getByRole('button', { name: 'All printed, forget them' }).click()
    await expect(sheets).toHaveCount(0)
  })

  await test.step('each file is told: current, superseded, altered, not ours', async () => {
    await openRecoveryCodes(page)
    await drop(page, { name: 'dropped.txt', text: current })
    await expect(page.locator('[data-verdict]')).toContainText('Current')
    await expect(page.locator('[data-verdict]')).toContainText(`Set 3 of ${robin.name}`)
    await page.getByRole('button', { name: 'Clear the list' }).click()
    const line = codesIn(current.replaceAll('\r', ''))[0] ?? ''
    const [tooLarge, foreign, altered, superseded] = await checkFiles(page, [
      { name: 'superseded.txt', text: former },
      { name: 'altered.txt', text: current.replace(line, 'AAAA-AAAA-AAAA-AAAA') },
      { name: 'foreign.txt', text: 'milk, bread' },
      { name: 'large.txt', text: 'x'.repeat(70_000) },
    ])
    expect(superseded).toMatch(/Superseded[\s\S]*Set 2 of[\s\S]*Void since/)
    expect(altered).toMatch(/Altered[\s\S]*9 of its 10 codes[\s\S]*the codes/)
    expect(foreign).toMatch(/Not ours[\s\S]*Nothing in it/)
    expect(tooLarge).toMatch(/Not ours[\s\S]*larger than any/)
    await look('recovery codes with checked files')
  })

  await test.step('who has the file is noted by keys, and stands on the account', async () => {
    await page.locator('[data-verdict]').filter({ hasText: 'altered.txt' }).getByRole('button').click()
    await expect(page.getByRole('grid')).toBeFocused()
    await page.keyboard.press('h')
    await dialog.getByRole('textbox', { name: 'Handed to' }).fill('Front desk')
    await dialog.getByRole('radio', { name: 'Sealed envelope' }).click()
    await dialog.getByRole('button', { name: 'Note the hand-over' }).click()
    await expect(page.getByRole('gridcell', { name: 'Front desk', exact: true })).toBeVisible()
    await expect(dialog).toHaveCount(0)
    await page.keyboard.press('k')
    await dialog.getByRole('button', { name: 'Note it as acknowledged' }).click()
    await expect(page.getByRole('grid').getByText('Acknowledged').first()).toBeVisible()
    expect(lastActs(house, robin.email, 2)).toEqual(['recovery.acknowledge done', 'recovery.handOver done'])
    await page.getByRole('link', { name: `Open the account of ${robin.name}` }).click()
    await expect(page.getByRole('region', { name: robin.name })).toContainText('To Front desk · Sealed envelope')
  })

  await test.step('of the codes nothing is left on the page, in the store or in the log', async () => {
    const recoveryCodes = [current, former].flatMap((text) => codesIn(text.replaceAll('\r', '')))
    const shown = {
      otpKey: 'A'.repeat(32),
      recoveryCodes,
      recoveryKey: ['none shown'],
      password: 'none was shown here',
    }
    const kept = await keptByPage(page)
    for (const code of recoveryCodes) expect(kept).not.toContain(code)
    const found = secretsBelow(shown, house.dataFolder).found.filter((one) => one.includes('recovery code'))
    expect(found).toEqual([])
    const checks = rowsIn(
      house,
      `select detail from audit where act = 'recovery.checkFile' and actor_id = ?`,
      operator.id,
    )
    expect(checks.map(({ detail }) => (JSON.parse(String(detail)) as { verdict: string }).verdict)).toEqual([
      'current',
      'superseded',
      'altered',
      'not-ours',
    ])
    await signOut(page)
  })
})
