/** Row M27: recovery-code files of many, exported by an operator as one zip that 7-Zip opens; all of it offline. */
import { unpackWith } from '../../oracles/seven-zip'
import { everyLanguage } from '../pages/names'
import { checkFiles, openRecoveryCodes, paperWords, renewCodesOf, takeZip } from '../pages/papers'
import { issuer } from '../pages/people'
import { signIn } from '../pages/sign-in'
import { keptByPage } from '../support/canary'
import { expect, test } from '../support/rows-fixture'
import { keptOf, rowsIn } from '../support/store'
import { titled } from '../support/titles'

const codeLine = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/

for (const language of everyLanguage) {
  test(
    titled('M27 exports the files of all who fit, new sets each, as a zip under six words shown once', language),
    async ({ house }) => {
      const page = await house.atSignIn(language)
      const operator = await house.person({ role: 'operator', language })
      const department = `Envelopes ${operator.id}`
      const people = [
        await house.person({ method: 'otp', department }),
        await house.person({ method: 'otp', department }),
      ]
      await signIn(page, operator, language)
      await renewCodesOf(page, department, people.length, language)
      const { fileName, zip, passphrase } = await takeZip(page, operator, language)
      expect(fileName).toMatch(new RegExp(`^${issuer}-recovery-codes-job-\\d+\\.zip$`))
      expect(passphrase).toMatch(/^[a-z]+(-[a-z]+){5}$/)

      const others = [...(await unpackWith(zip, `${passphrase}x`)).files.values()]
      expect(Buffer.concat(others).length, 'bytes that come out under another passphrase').toBe(0)
      const { files } = await unpackWith(zip, passphrase)
      expect([...files.keys()].sort()).toEqual(
        people.map(({ email }) => `${issuer}-recovery-codes-${email}-2.txt`).sort(),
      )
      for (const who of people) {
        const text = files.get(`${issuer}-recovery-codes-${who.email}-2.txt`)?.toString('utf8') ?? ''
        const codes = text.split('\r\n').filter((line) => codeLine.test(line))
        expect(new Set(codes).size).toBe(10)
        const sets = 'select number, checksum from recovery_sets where account_id = ? and superseded_at is null'
        const [set] = rowsIn(house, sets, who.id)
        for (const said of [issuer, who.email, String(set?.['number']), String(set?.['checksum'])])
          expect(text).toContain(said)
        const theirs = house.hand.at()
        await theirs.session.signIn({ email: who.email, password: who.password })
        const given = (code: string) => theirs.session.authenticateWithRecoveryCode({ code })
        await expect(given(who.codes[0] ?? '')).rejects.toMatchObject({ code: 'recovery-code-wrong' })
        await given(codes[0] ?? '')
        expect(keptOf(house, who.email).codes).toEqual({ unused: 9, used: 1 })
      }

      await openRecoveryCodes(page, language)
      const text = files.values().next().value?.toString('utf8') ?? ''
      const [verdict] = await checkFiles(page, [{ name: 'found.txt', text }])
      expect(verdict).toContain(paperWords(language).current)
      expect(verdict).toMatch(paperWords(language).left)
      const kept = await keptByPage(page)
      for (const word of [passphrase, ...text.split('\r\n').filter((line) => codeLine.test(line))])
        expect(kept).not.toContain(word)
    },
  )
}
