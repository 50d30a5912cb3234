/** Tries an SMTP server with a real mail and tells it step by step, for the page where it is set up. */
import type { MailTest } from '../../src-preload/contract/settings'
import { boundedWords, withoutSignIn } from './bounded-words'
import type { Letter } from './mailer'
import { composeMessage, unfit } from './message'
import { trustOf, usualPatience, type SmtpOptions } from './smtp'
import { exchange, type SmtpPatience, type SmtpServer, type SmtpStep } from './smtp-exchange'
import { problemOf, troubleWords, type SmtpProblem } from './smtp-verdict'

/** Somebody waits in front of the page. */
const testPatience: SmtpPatience = { ...usualPatience, greetingMs: 15_000, silenceMs: 30_000 }

const stepOf: Partial<Record<SmtpProblem, SmtpStep>> = {
  'no-host': 'connected',
  'no-connection': 'connected',
  'no-tls': 'encrypted',
  certificate: 'encrypted',
  'sign-in': 'signed-in',
  sender: 'accepted',
  recipient: 'accepted',
  refused: 'accepted',
}

/** Sends `letter` now. @returns the steps done and, where one failed, which, with the server's own words. Never throws. */
export async function testSmtp(server: SmtpServer, letter: Letter, options: SmtpOptions): Promise<MailTest> {
  const { clock, patience = testPatience, ca } = options
  const shown = (said: string) => boundedWords(withoutSignIn(said, server.user, server.password))
  const not = unfit(letter)
  if (not) {
    const problem = not.kind === 'refused' ? 'recipient' : 'sender'
    return failedAt('accepted', not.words, problem)
  }
  const began = clock()
  const message = await composeMessage(letter)
  const signal = new AbortController().signal
  const told = await exchange(server, message, { clock, patience, trust: trustOf(ca), signal })
  const done = told.steps.map((step) => ({ ...step, detail: shown(step.detail), done: true }))
  const transcript = told.transcript.map(({ side, line }) => ({ side, line: shown(line) }))
  const { trouble } = told
  if (!trouble) return { taken: true, steps: done, problem: null, transcript }

  const problem = problemOf(trouble)
  const milliseconds = done.reduce((left, step) => left - step.milliseconds, clock() - began)
  const planned: SmtpStep[] = ['connected']
  if (server.encryption !== 'none') planned.push('encrypted')
  if (server.user !== '') planned.push('signed-in')
  const step = stepOf[problem] ?? planned[done.length] ?? 'accepted'
  const failed = { step, done: false, detail: shown(troubleWords(trouble)), milliseconds }
  return { taken: false, steps: [...done.filter((one) => one.step !== step), failed], problem, transcript }
}

const failedAt = (step: SmtpStep, detail: string, problem: SmtpProblem): MailTest => ({
  taken: false,
  steps: [{ step, done: false, detail, milliseconds: 0 }],
  problem,
  transcript: [],
})
