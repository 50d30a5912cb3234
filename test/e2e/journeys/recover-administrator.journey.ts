/** The way back in for an administrator who lost everything but the printed key: `--recover-administrator` at a terminal. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { keiko } from '../pages/people'
import { signIn, signOut, typePassword } from '../pages/sign-in'
import { firstStart } from '../pages/welcome'
import { expect, test } from '../support/desk-fixture'
import { keptOf, lastActs } from '../support/store'

const top = resolve(import.meta.dirname, '../../..')
const chosen = 'four brass bells and a kite'
/** Of util-linux: it gives a program a terminal. Other systems have another program of that name. */
const terminal = '/usr/bin/script'

/** Types the printed key at the terminal. @returns what stood there in the end */
async function recover(dataFolder: string, keyFolder: string, groups: readonly string[]): Promise<string> {
  const words = [process.execPath, 'src-main/launch.ts', '--recover-administrator', '--data', dataFolder]
  const child = spawn(terminal, ['-qec', words.map((word) => `'${word}'`).join(' '), '/dev/null'], {
    cwd: top,
    env: { ...process.env, MFA_DESK_KEYS: keyFolder },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let said = ''
  let typed = false
  child.stdout.on('data', (text) => {
    said += String(text)
    if (typed || !said.includes('Recovery key: ')) return
    typed = true
    child.stdin.write(`${groups.join(' ')}\r`)
  })
  const code = await new Promise((ended) => child.on('close', ended))
  expect(code, said).toBe(0)
  return said
}

if (process.platform === 'linux' && existsSync(terminal))
  test('an administrator recovered by the printed key signs in with the temporary password and changes it', async ({
    desk,
  }) => {
    const groups = await firstStart(await desk.start(), keiko)
    await desk.stop()
    const said = await recover(desk.dataFolder, desk.keyFolder, groups)
    const password = /temporary password: (\S+)/.exec(said)?.[1] ?? ''
    expect(keptOf(desk, keiko.email)).toMatchObject({ mustChange: true, sessions: [] })

    const page = await desk.start()
    await typePassword(page, keiko)
    await expect(page.getByText('Email or password is wrong')).toBeVisible()
    await signIn(page, { email: keiko.email, password })
    await expect(page.getByText('First choose a new password')).toBeVisible()
    await page.getByLabel('The password you were given', { exact: true }).fill(password)
    await page.getByLabel('New password', { exact: true }).fill(chosen)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('First choose a new password')).toHaveCount(0)
    expect(keptOf(desk, keiko.email)).toMatchObject({ mustChange: false, sessions: ['password'] })
    await signOut(page)
    await signIn(page, { email: keiko.email, password: chosen })
    expect(lastActs(desk, keiko.email)).toEqual(['session.signIn done'])
  })
