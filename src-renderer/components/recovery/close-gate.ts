/** Whether a window that shows recovery codes may close: it asks once while nothing was taken out of it. */

/** Ways the codes leave the window; `stated` is the person's own word that they have them. */
export type Taken = 'saved' | 'copied' | 'printed' | 'stated'

export interface CloseGate {
  /** Something was taken; from now on Close closes. */
  take(how: Taken): void
  /** @returns `ask` the first time nothing was taken, else `close` */
  press(): 'ask' | 'close'
}

/** One gate per set shown. */
export const makeCloseGate = (): CloseGate => {
  let open = false
  return {
    take: () => {
      open = true
    },
    press: () => {
      if (open) return 'close'
      open = true
      return 'ask'
    },
  }
}
