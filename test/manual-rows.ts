/** The rows of the manual this product fulfils, M1 to M27: a test title that begins with one refers to this table. */

export const manualRows = {
  M1: 'The profile icon opens a menu that leads to Account management',
  M2: 'The section Multi-factor authentication has the methods OTP (recommended) and Email, and a help text',
  M3: 'OTP, then (Re)generate OTP key; an authenticator app must be on the phone',
  M4: 'QR code and OTP key as text are shown, with the account name; either registers the key in an app',
  M5: 'The token is typed and Verify OTP key pressed; until then the key is pending; Cancel set-up drops it',
  M6: 'A wrong token is refused with a plain reason; the pending key stays',
  M7: 'The Recovery codes window: Save recovery codes as <Issuer>-recovery-codes.txt, Copy, Print',
  M8: 'Closing the window completes the set-up; Close before Save, Copy or Print asks once',
  M9: 'Generating again replaces the old key only when the new one is verified',
  M10: 'Email, then Send authentication token by email',
  M11: 'A mail with a Verification Code arrives from the no-reply sender',
  M12: 'Verify email token turns email MFA on',
  M13: 'A wrong, used or expired email token is refused; a new one can be sent',
  M14: 'Only active MFA can be cleared: Delete OTP key or Clear MFA',
  M15: 'Email and Password sign in where there is no MFA',
  M16: 'With OTP active a page asks for the token; Authenticate opens the service',
  M17: 'Authenticate with a recovery code takes one code of the saved file',
  M18: 'A recovery code works once and leads to the MFA section to set up anew',
  M19: 'With email MFA the code is mailed when the page appears; it can be sent again',
  M20: 'What is wrong is refused; nothing tells a stranger which accounts exist',
  M21: 'Operators see the MFA state of each account',
  M22: 'Operators re-issue an OTP key and verify the token the person says',
  M23: 'Operators send an email token and verify what the person reads back',
  M24: 'Operators clear MFA',
  M25: 'Help desk unlocks accounts',
  M26: 'Administrators audit MFA enrollment',
  M27: 'Operators export recovery-code files, all of it offline',
} as const

/** Signing in, setting up, coming back, and the files of many: walked in Japanese and Korean as well. */
export const inLanguages: readonly (keyof typeof manualRows)[] = [
  ...(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11', 'M12'] as const),
  ...(['M14', 'M15', 'M16', 'M17', 'M18', 'M19', 'M20', 'M27'] as const),
]
