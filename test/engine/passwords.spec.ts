/** Passwords: the rules of a new one, the PHC string, the check. */
import fc from 'fast-check'
import { scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { commonPasswords, commonWords } from '../../src-main/engine/common-passwords'
import { foldKey } from '../../src-main/engine/fold'
import { checkPassword, dummyPhc, hashPassword, judgeNewPassword } from '../../src-main/engine/passwords'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'
import { systemRandom } from '../../src-main/random'

const gate = makeScryptGate({ atOnce: 2, waiting: 16 })
const cheap = { gate, random: systemRandom, cost: 10 }
const problem = (password: string, mfaRequired = false, words: string[] = []) =>
  judgeNewPassword(password, { mfaRequired, words })?.problem ?? null

describe('judgeNewPassword', () => {
  it('wants 15 characters where the password is alone, 8 beside MFA, 128 at most, and says so', () => {
    expect(judgeNewPassword('tvW9!kqLm2#xRz', { mfaRequired: false })).toEqual({
      problem: 'too-short',
      least: 15,
      most: 128,
    })
    expect(problem('tvW9!kqLm2#xRzb')).toBeNull()
    expect(judgeNewPassword('tvW9!kq', { mfaRequired: true })).toEqual({ problem: 'too-short', least: 8, most: 128 })
    expect(problem('tvW9!kqL', true)).toBeNull()
    const long = 'tvW9!kqL'.repeat(17)
    expect(problem(long.slice(0, 128))).toBeNull()
    expect(problem(long.slice(0, 129))).toBe('too-long')
    expect(problem('x'.repeat(10_000_000))).toBe('too-long')
    expect(problem('')).toBe('too-short')
  })

  it('counts code points after NFKC: an emoji is one, a full-width letter is one, a ligature what it stands for', () => {
    const emoji = '🦊🐢🐙🦉🐝🐳🦋🐞🦀🐍🦜🐫🐘🦒'
    expect(emoji).toHaveLength(28)
    expect(problem(emoji)).toBe('too-short')
    expect(problem(`${emoji}🐌`)).toBeNull()
    expect(problem('ｔｖＷ９！ｋｑＬｍ２＃ｘＲｚ')).toBe('too-short')
    expect(problem('tvW9!kqLm2#xﬀ')).toBe('too-short')
    expect(problem('tvW9!kqLm2#xRﬀ')).toBeNull()
    // Decomposed Hangul is eight code points before NFKC and four after.
    expect(problem('고래바다'.normalize('NFD'), true)).toBe('too-short')
  })

  it('has no rules of composition: blanks, one case, any script', () => {
    expect(problem('correct horse battery staple')).toBeNull()
    expect(problem('murky lantern over seven hills')).toBeNull()
    expect(problem('雪の朝二の字二の字の下駄の跡に')).toBeNull()
    expect(problem('하늘을나는돌고래가부르는노래들')).toBeNull()
  })

  it.each([
    ...['passwordpassword', 'Password12345678', 'P@ssw0rd1234567', 'PASSWORD!!!!!!!!', 'p a s s w o r d 2 0 2 6 !!'],
    ...['aaaaaaaaaaaaaaaa', 'abababababababab', '1111111111111111', 'abcabcabcabcabcabc', '12345123451234512345'],
    ...['123456789012345', '012345678901234', '987654321098765', 'abcdefghijklmnop', 'zyxwvutsrqponmlk'],
    ...['qwertyuiopasdfgh', 'qwertyuiop123456', '1qaz2wsx3edc4rfv', 'asdfghjklzxcvbnm', '1q2w3e4r5t6y7u8i'],
    ...[
      'ｐａｓｓｗｏｒｄ１２３４５６７８',
      'letmeinletmein123',
      'iloveyouiloveyou',
      'Administrator2026',
      'welcome-welcome-1',
    ],
    ...[
      'mfadeskmfadesk1',
      'MFA Desk MFA Desk',
      'MfaDesk!12345678',
      'helpdeskpassword',
      'パスワードパスワードパスワード',
    ],
  ])('refuses %j as common', (password) => {
    expect(problem(password)).toBe('common')
  })

  it.each([
    'password',
    'qwerty12',
    'iloveyou1',
    'trustno1',
    'changeme',
    'P@ssw0rd',
    'Summer2026!',
    'abcd1234',
    'qwer1234',
  ])('refuses %j as common beside MFA', (password) => {
    expect(problem(password, true)).toBe('common')
  })

  it('refuses the names of the place and the person', () => {
    expect(problem('Acme Portal 2026!!', false, ['Acme Portal'])).toBe('common')
    expect(problem('Acme Portal 2026!!')).toBeNull()
    expect(problem('yuki.nakagawa1987', false, ['Yuki Nakagawa'])).toBe('common')
  })

  it('refuses every one of the list, in capitals too', () => {
    for (const one of commonPasswords) expect(problem(one.toUpperCase(), true)).toMatch(/^(common|too-short)$/)
  })

  it('lets random ones pass', () => {
    const character = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#%&()*+-./')
    const random = fc.array(character, { minLength: 18, maxLength: 60, size: 'max' })
    fc.assert(
      fc.property(random, (characters) => {
        fc.pre(new Set(characters.join('').toLowerCase()).size > 8)
        expect(problem(characters.join(''))).toBeNull()
      }),
    )
  })
})

it('the lists are folded, long enough and large enough', () => {
  expect(commonPasswords.size + commonWords.size).toBeGreaterThan(700)
  for (const one of [...commonPasswords, ...commonWords]) expect(foldKey(one)).toBe(one)
})

describe('hashPassword and checkPassword', () => {
  it('go round, at 2^10', async () => {
    const phc = await hashPassword('tvW9!kqLm2#xRzb', cheap)
    expect(phc).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await checkPassword('tvW9!kqLm2#xRzb', phc, gate)).toBe(true)
    for (const wrong of ['tvW9!kqLm2#xRzB', 'tvW9!kqLm2#xRz', 'tvW9!kqLm2#xRzb ', '']) {
      expect(await checkPassword(wrong, phc, gate)).toBe(false)
    }
  })

  it('is scrypt as RFC 7914 has it', async () => {
    const phc = await hashPassword('tvW9!kqLm2#xRzb', cheap)
    const [, , , salt = '', hash] = phc.split('$')
    const expected = scryptSync('tvW9!kqLm2#xRzb', Buffer.from(salt, 'base64'), 32, { N: 1024, r: 8, p: 1 })
    expect(hash).toBe(expected.toString('base64').replaceAll('=', ''))
  })

  it('salts each anew', async () => {
    expect(await hashPassword('same password', cheap)).not.toBe(await hashPassword('same password', cheap))
  })

  it('takes the same password from another keyboard', async () => {
    const phc = await hashPassword('ガーデン Ａbc', cheap)
    expect(await checkPassword('ガーデン Abc'.normalize('NFD'), phc, gate)).toBe(true)
  })

  it('at the real cost: 2^17, in the memory it is allowed', async () => {
    const phc = await hashPassword('tvW9!kqLm2#xRzb', { ...cheap, cost: 17 })
    expect(phc).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/)
    expect(await checkPassword('tvW9!kqLm2#xRzb', phc, gate)).toBe(true)
    expect(await checkPassword('tvW9!kqLm2#xRzc', phc, gate)).toBe(false)
  }, 30_000)

  it('nothing fits the dummy of an unknown account, and it costs what a known one costs', async () => {
    expect(dummyPhc(17)).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/)
    for (const password of ['', ' ', 'password', '\u0000']) {
      expect(await checkPassword(password, dummyPhc(10), gate)).toBe(false)
    }
  })
})

describe('a PHC string that is not ours is tampered', () => {
  const good = dummyPhc(10)
  const bad = [
    ...['', 'password', '$scrypt$', good.slice(1), `${good}=`, `${good} `, `${good}\n`, good.slice(0, -1), `${good}A`],
    ...[good.replace('scrypt', 'argon2id'), good.replace('ln=10', 'ln=0'), good.replace('ln=10', 'ln=9')],
    ...[good.replace('ln=10', 'ln=18'), good.replace('ln=10', 'ln=99'), good.replace('ln=10', 'ln=-1')],
    ...[
      good.replace('r=8', 'r=0'),
      good.replace('r=8', 'r=99'),
      good.replace('p=1', 'p=9'),
      good.replace('$ln', ',ln'),
    ],
    ...['$2b$10$abcdefghijklmnopqrstuv', good.replace(/\$[^$]*$/, '$'), good.replace('A', '*')],
  ]
  it.each(bad)('%j', async (phc) => {
    await expect(checkPassword('password', phc, gate)).rejects.toMatchObject({ code: 'tampered' })
  })
})
