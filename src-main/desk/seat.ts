/** A seat at the desk: one window or tab, as its host knows it. */

/** Made by a host, one object per window or tab; the desk alone writes `session` and `challenge`. */
export interface Seat {
  readonly host: 'electron' | 'loopback' | 'in-process'
  /** Name of the computer the window stands on; goes into every audit row. */
  readonly computer: string
  /** Id of the session, secret: it never leaves main and dies with the process. */
  session: string | null
  /** Id of the open challenge between password and second step; secret as the session. */
  challenge?: string | null
}

/** What a host hands over with each call. */
export interface CallFromHost {
  readonly seat: Seat
}
