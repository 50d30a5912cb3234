/** The ways a process is asked to end, and how long it may take to do so in order. */

const longestMs = 10_000

export const closingSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

export interface Closing {
  /** Aborted by the first signal; npm and the terminal both pass Ctrl-C on, and the second is the same wish. */
  readonly wish: AbortSignal
  /** The exit code of a process that was asked to end and could not do so in time. */
  readonly tooLate: Promise<1>
}

/** Hears signals from now on. Called before anything is opened: what is half made has to be taken away again too. */
export function hearClosing(): Closing {
  const asked = new AbortController()
  const tooLate = new Promise<1>((resolve) => {
    asked.signal.addEventListener('abort', () => setTimeout(() => resolve(1), longestMs).unref())
  })
  for (const signal of closingSignals) process.on(signal, () => asked.abort())
  return { wish: asked.signal, tooLate }
}

/**
 * @param close is called once, as soon as it is wished
 * @returns when it has closed: 0, or 1 where it could not close in order
 */
export async function whenAskedToClose(
  wish: AbortSignal,
  close: () => Promise<void>,
  told: (error: unknown) => void,
): Promise<0 | 1> {
  if (!wish.aborted) await new Promise((resolve) => wish.addEventListener('abort', resolve, { once: true }))
  try {
    await close()
    return 0
  } catch (error) {
    told(error)
    return 1
  }
}
