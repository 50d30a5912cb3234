/** Who may ask for the port to the desk: the main frame of the desk's own window, showing our own page, and nobody else. */

interface Frame {
  readonly frameTreeNodeId: number
  readonly origin: string
  readonly parent: unknown
}

interface Contents {
  readonly id: number
  readonly mainFrame: Frame
}

/** What an ipc event says of its sender; the frame is null once it has gone or navigated. */
export interface Sender {
  readonly sender: { readonly id: number }
  readonly senderFrame: Frame | null
}

/**
 * A subframe, a second window, and a window led elsewhere (about:blank, data:, file:, a site) all reach the
 * same ipc channel (GHSA-mq8j-3h7h-p8g7): the frame itself is compared, and what it shows.
 * @param origin of the page that may ask, as `mfa-desk://desk`
 */
export function isDeskPage({ sender, senderFrame }: Sender, contents: Contents, origin: string): boolean {
  if (sender.id !== contents.id || senderFrame === null) return false
  const isMainFrame = senderFrame.parent === null && senderFrame.frameTreeNodeId === contents.mainFrame.frameTreeNodeId
  return isMainFrame && senderFrame.origin === origin
}
