/** What the bundler adds to the language, and what the preload adds to the window. */
/// <reference types="vite/client" />

interface Window {
  /** Only under Electron: asks the preload for a message port, which arrives as a window message `mfa-desk-port`. */
  readonly mfaDesk?: { connect(): void }
}
