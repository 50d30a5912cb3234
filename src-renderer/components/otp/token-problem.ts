/** What to tell a person whose token was refused: a sentence for each problem, with the next step in it. */
import type { FaultData } from '../../../src-preload/contract/faults'

/** A locale key with its named values; `count` chooses the plural form where the sentence has one. */
export interface Sentence {
  readonly key: string
  readonly named: Readonly<Record<string, string | number>>
  readonly count: number
}

/**
 * @param data what the desk found
 * @param digits how many digits this key's tokens have
 */
export const tokenProblem = (data: FaultData<'token-wrong'>, digits: number): Sentence => {
  if (data.problem !== 'off') return { key: `otp.problem.${data.problem}`, named: { digits }, count: digits }
  const seconds = Math.abs(data.offSeconds)
  const direction = data.offSeconds < 0 ? 'slow' : 'fast'
  // Two minutes and more are said in minutes: nobody sets a phone's clock by the second.
  if (seconds < 120) return { key: `otp.problem.${direction}Seconds`, named: { n: seconds }, count: seconds }
  const minutes = Math.round(seconds / 60)
  return { key: `otp.problem.${direction}Minutes`, named: { n: minutes }, count: minutes }
}
