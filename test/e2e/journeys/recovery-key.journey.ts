/** The recovery key on paper: what is printed holds its eight groups, and nothing of the page around it. */
import { keiko } from '../pages/people'
import { makeAdministrator, readRecoveryKey } from '../pages/welcome'
import { expect, test } from '../support/desk-fixture'

test('Print puts the whole recovery key on paper, and the page stays off it', async ({ desk }) => {
  const page = await desk.start()
  await makeAdministrator(page, keiko)
  const groups = await readRecoveryKey(page)
  // no printer is asked: what would be on the paper at that moment is kept
  await page.evaluate(() => {
    const kept = window as unknown as { printed: string[] }
    kept.printed = []
    window.print = () => void kept.printed.push(document.querySelector('.print-sheet .print-key')?.textContent ?? '')
  })
  await page.getByRole('button', { name: 'Print' }).click()
  const printed = await page.evaluate(() => (window as unknown as { printed: string[] }).printed)
  expect(printed).toHaveLength(1)
  expect(printed[0]?.trim().split(/\s+/)).toEqual(groups)

  await page.emulateMedia({ media: 'print' })
  const visible = await page.evaluate(() =>
    [...document.body.children].filter((part) => part.checkVisibility()).map((part) => part.className),
  )
  expect(visible).toEqual(['print-sheet'])
})
