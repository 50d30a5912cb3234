/** The ways a process is asked to end, and how long it may take to do so in order. */

const longestMs = 10_000

/**
 * @param close is called once, however often and by whatever signal it is asked
 * @returns when it has closed: 0, or 1 where it could not close in order or in time
 */
export function whenAskedToClose(close: () => Promise<void>, told: (error: unknown) => void): Promise<0 | 1> {
  return new Promise((resolve) => {
    let asked = false
    const end = (): void => {
      // npm and the terminal both pass Ctrl-C on: the second is the same wish
      if (asked) return
      asked = true
      setTimeout(() => resolve(1), longestMs).unref()
      close().then(
        () => resolve(0),
        (error: unknown) => {
          told(error)
          resolve(1)
        },
      )
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
  })
}
