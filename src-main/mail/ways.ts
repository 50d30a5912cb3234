/** The ways mail can go out, by its settings: a server, or the folder where there is none. */
import type { Language } from '../../src-preload/contract/accounts'
import type { MailSettings, MailTest } from '../../src-preload/contract/settings'
import { makeId, type Random } from '../random'
import type { LetterFacts } from './letter-facts'
import { renderLetter } from './letters/render-letter'
import type { Letter, Mailer } from './mailer'
import { makePickupFolder } from './pickup-folder'
import { makeSmtpMailer, type SmtpOptions } from './smtp'
import { testSmtp } from './test-smtp'

export interface WaySettings extends MailSettings {
  readonly password: string
}

export interface MailWays {
  /** @returns the mailer of these settings, the same one as long as they are the same, and who writes. */
  wayOf(settings: WaySettings): { readonly mailer: Mailer; readonly from: Letter['from'] }
  /** Sends one mail with settings as they are typed. Never throws. */
  test(settings: WaySettings, to: string, facts: LetterFacts, language?: Language): Promise<MailTest>
}

/** @param options `folder`: the pickup folder, made when the first mail is written */
export function makeMailWays(options: SmtpOptions & { readonly folder: string; readonly random: Random }): MailWays {
  const { folder, random, clock } = options
  let last: { readonly key: string; readonly mailer: Mailer } | undefined

  const senderOf = ({ senderName: name, senderAddress: address }: WaySettings) => ({ name, address })

  function wayOf(settings: WaySettings): ReturnType<MailWays['wayOf']> {
    const { way, host, port, encryption, user, password } = settings
    const key = JSON.stringify([way, host, port, encryption, user, password])
    if (last?.key !== key) {
      last = { key, mailer: way === 'smtp' ? makeSmtpMailer(settings, options) : makePickupFolder(folder) }
    }
    return { mailer: last.mailer, from: senderOf(settings) }
  }

  async function testFolder(letter: Letter): Promise<MailTest> {
    const began = clock()
    const { kind, words } = await makePickupFolder(folder).send(letter)
    const taken = kind === 'handed-to-folder'
    const problem = taken ? null : kind === 'refused' ? 'recipient' : 'folder'
    const step = { step: 'written', done: taken, detail: words, milliseconds: clock() - began } as const
    return { taken, steps: [step], problem, transcript: [] }
  }

  async function test(
    settings: WaySettings,
    to: string,
    facts: LetterFacts,
    language: Language = 'en',
  ): Promise<MailTest> {
    const from = senderOf(settings)
    const messageId = `<${makeId(random)}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`
    const letter = { messageId, from, to, at: facts.at, language, ...renderLetter('test-mail', facts, language) }
    return settings.way === 'smtp' ? testSmtp(settings, letter, options) : testFolder(letter)
  }

  return { wayOf, test }
}
