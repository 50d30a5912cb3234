/** A store with a past of its own: rows of the log of days long gone, written by the desk's own rules with the clock of then. */
import { issuer, keiko } from '../pages/people'
import type { DeskUnderTest } from './desk-fixture'
import { openSecondHand } from './second-hand'

export const dayMs = 24 * 60 * 60_000

/** Welcome so many days ago, then the administrator in and out again on each later day; the desk is not started yet. */
export async function livePast(desk: Pick<DeskUnderTest, 'dataFolder' | 'keyFolder'>, days: readonly number[]) {
  const hand = await openSecondHand(desk.dataFolder, desk.keyFolder)
  try {
    const [first = 0, ...later] = days
    const then = hand.at(first * dayMs)
    const { recoveryKey } = await then.welcome.makeAdministrator({ ...keiko, issuer })
    await then.welcome.confirmRecoveryKey({ groups: recoveryKey.askBack.map((at) => recoveryKey.groups[at] ?? '') })
    for (const ago of later) {
      const that = hand.at(ago * dayMs)
      await that.session.signIn({ email: keiko.email, password: keiko.password })
      await that.session.signOut()
    }
  } finally {
    await hand.close()
  }
}
