/** Proving again who one is: wraps a call, asks for the password where the desk wants it, and repeats the call. */
import { readonly, shallowRef } from 'vue'
import { desk } from '../bridge/desk'
import { Cancelled, faultOf } from '../bridge/fault'
import type { Fault } from '../bridge/fault'

interface Question {
  /** An authentication code is wanted too. */
  readonly token: boolean
  readonly answered: () => void
  readonly cancelled: () => void
}

// One question at a time in a window; what is typed lives in the dialog and goes straight to the desk.
const question = shallowRef<Question | null>(null)

function ask(token: boolean): Promise<void> {
  question.value?.cancelled()
  return new Promise((resolve, reject) => {
    question.value = {
      token,
      answered: () => {
        question.value = null
        resolve()
      },
      cancelled: () => {
        question.value = null
        reject(new Cancelled())
      },
    }
  })
}

/** Runs `call`; on the fault `step-up-needed` asks and runs it again. Rejects with `Cancelled` where the person gives up. */
export async function withStepUp<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      const fault = faultOf(error)
      if (fault.code !== 'step-up-needed') throw error
      await ask(fault.data.token)
    }
  }
}

/** What StepUpDialog stands on: the open question, and how it is answered. */
export function useStepUpQuestion() {
  /** Proves it to the desk. @returns null where it was taken, otherwise why not. */
  async function prove(password: string, token: string): Promise<Fault | null> {
    try {
      await desk.session.stepUp(token ? { password, token } : { password })
      question.value?.answered()
      return null
    } catch (error) {
      return faultOf(error)
    }
  }
  return { question: readonly(question), prove, cancel: () => question.value?.cancelled() }
}
