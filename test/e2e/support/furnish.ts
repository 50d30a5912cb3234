/** A new store furnished as an administrator would: welcome and Settings, without the screens. */
import type { MailServer } from '../../doubles/mail-server'
import { issuer, keiko } from '../pages/people'
import type { SecondHand } from './second-hand'

/** A store with its administrator, its name, and the mail server of the site: as Settings would leave it. */
export async function furnish(hand: SecondHand, { host, port, encryption, user, password }: MailServer): Promise<void> {
  const desk = hand.at()
  const { recoveryKey } = await desk.welcome.makeAdministrator({ ...keiko, issuer })
  await desk.welcome.confirmRecoveryKey({ groups: recoveryKey.askBack.map((place) => recoveryKey.groups[place] ?? '') })
  const { mail } = await desk.settings.show()
  const { senderName, senderAddress } = mail
  await desk.session.stepUp({ password: keiko.password })
  await desk.settings.changeMail({ way: 'smtp', host, port, encryption, user, password, senderName, senderAddress })
}
