/** Keeps the log's number of the status line by the acts of this window: each of them, done or refused, is a row. */
import { onScopeDispose } from 'vue'
import { onAnswer } from '../bridge/desk'
import { useLogState } from '../stores/log-state'

/** So long after the last answer the desk is asked how far the log goes; milliseconds. */
const pause = 250
/** What the window asks by itself and what is answered with the number. */
const quiet: readonly string[] = ['audit.state', 'session.state', 'session.stay', 'session.signOut']

/** @param seesLog whether the status line shows the log now */
export function useLogFollow(seesLog: () => boolean): void {
  const log = useLogState()
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = onAnswer((operation) => {
    if (quiet.includes(operation)) return
    clearTimeout(timer)
    timer = setTimeout(() => seesLog() && void log.load(), pause)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    stop()
  })
}
