/** The words of letters in English. */
import type { LetterWords } from './letter-words'

const tellHelpDesk = 'If this was not you, or you did not ask for it, tell your help desk at once.'
const nobodyAsks = 'Nobody will ask you for it: not on the phone, not by mail, not your help desk.'

export const en: LetterWords = {
  greeting: (name) => `Hello ${name},`,
  kinds: {
    'sign-in-code': {
      subject: 'Your Verification Code for signing in',
      says: 'Somebody gave the right password for your account and is asked for a second step. If it is you, type this code into the field Authentication code:',
      then: `${nobodyAsks} If you are not signing in just now, somebody else knows your password: give the code to nobody, change your password, and tell your help desk.`,
    },
    'set-up-code': {
      subject: 'Your Verification Code for setting up email',
      says: 'With this code email becomes the second step of your account. In Account management, type it into the field Authentication token and press Verify email token:',
      then: `${nobodyAsks} If you did not ask for it, somebody else may be signed in to your account: give the code to nobody, and tell your help desk at once.`,
    },
    'desk-code': {
      subject: 'Your Verification Code for the help desk',
      says: 'You are talking to your help desk, and they need to know that this mailbox is yours. Read this code to them:',
      then: 'Read it to nobody else. If you are not talking to your help desk just now, give it to nobody, and call your help desk at the number you know.',
    },
    'address-code': {
      subject: 'Your Verification Code for this address',
      says: 'This address was entered for your account. To show that it is yours, type this code into the field Address token in Account management:',
      then: `${nobodyAsks} If you did not ask for it, give it to nobody, and tell your help desk.`,
    },
    'password-code': {
      subject: 'Your Verification Code for changing the password',
      says: 'With this code the password of your account is changed. In Account management, under Password, type it into the field Authentication token:',
      then: `${nobodyAsks} If you did not ask for it, somebody else may be signed in to your account: give the code to nobody, and tell your help desk at once.`,
    },
    'first-password': {
      subject: 'Your first password',
      says: 'An account was made ready for you. Sign in with your email address and this password; you are then asked for a password of your own:',
      then: `${nobodyAsks} If you do not know of this account, tell your help desk.`,
    },
    'temporary-password': {
      subject: 'Your temporary password',
      says: 'Your help desk made a temporary password for you; your former password no longer works. Sign in with this one, your second step stays as it was; you are then asked for a password of your own:',
      then: `${nobodyAsks} If you did not ask for it, tell your help desk at once.`,
    },
    'otp-key-made-for-you': {
      subject: 'A new OTP key was made for your account',
      says: 'A new OTP key was made for your account. It counts once a token of it has been verified; until then nothing changes about how you sign in.',
      then: tellHelpDesk,
    },
    'set-up-cancelled-for-you': {
      subject: 'Setting up OTP was cancelled',
      says: 'The new OTP key that was waiting to be verified for your account has been dropped. Nothing changes about how you sign in.',
      then: tellHelpDesk,
    },
    'otp-enrolled': {
      subject: 'OTP was set up for your account',
      says: 'OTP is now the second step of your account: signing in asks for a token of the authenticator app. A former method and former recovery codes no longer work.',
      then: tellHelpDesk,
    },
    'email-enrolled': {
      subject: 'Email was set up as your second step',
      says: 'Email is now the second step of your account: signing in asks for a code that is mailed to you. A former OTP key and its recovery codes no longer work.',
      then: tellHelpDesk,
    },
    'otp-key-deleted': {
      subject: 'Your OTP key was deleted',
      says: 'The OTP key of your account and its recovery codes have been deleted; they no longer work. Sessions of your account were ended. Where a second step is required, you are asked to set it up anew.',
      then: tellHelpDesk,
    },
    'mfa-cleared': {
      subject: 'Multi-factor authentication was cleared',
      says: 'The second step of your account has been removed, with everything that belonged to it. Sessions of your account were ended. Where a second step is required, you are asked to set it up anew.',
      then: tellHelpDesk,
    },
    'recovery-codes-renewed': {
      subject: 'New recovery codes were made for your account',
      says: 'New recovery codes were made for your account. All former ones no longer work: replace the file you keep.',
      then: tellHelpDesk,
    },
    'recovery-code-used': {
      subject: 'A recovery code was used to sign in',
      says: 'Somebody gave the password of your account and one of its recovery codes. That code no longer works. Set up OTP or email anew now.',
      then: 'If this was not you, somebody else has your password and your codes: tell your help desk at once.',
    },
    'account-locked': {
      subject: 'Your account is locked for a time',
      says: 'Too many wrong codes were given for your account, after the right password. Nobody can sign in to it until the time below.',
      then: 'If it was you, wait, or ask your help desk to unlock it. If it was not, somebody else knows your password: tell your help desk at once.',
    },
    'account-unlocked': {
      subject: 'Your account was unlocked',
      says: 'The lock on your account has been lifted: you can sign in again.',
      then: tellHelpDesk,
    },
    'factor-disabled': {
      subject: 'Your second step was disabled',
      says: 'Too many wrong codes in a row were given for your account, after the right password. Its second step is disabled, and you cannot sign in until your help desk sets it up anew with you.',
      then: 'Call your help desk. If it was not you who gave the wrong codes, somebody else knows your password: say so.',
    },
    'password-changed': {
      subject: 'Your password was changed',
      says: 'The password of your account was changed. The former one no longer works, and other sessions of your account were ended.',
      then: tellHelpDesk,
    },
    'temporary-password-issued': {
      subject: 'A temporary password was made for your account',
      says: 'A temporary password was made for your account. It comes by mail or on paper; a former password no longer works. Your second step stays as it was.',
      then: tellHelpDesk,
    },
    'email-changed': {
      subject: 'The email address of your account was changed',
      says: 'The email address of your account was changed. Codes and notices go to the new address; both addresses are told.',
      then: tellHelpDesk,
    },
    'role-changed': {
      subject: 'The role of your account was changed',
      says: 'Your account was given another role, and sessions of your account were ended.',
      then: 'If this is a mistake, tell your help desk.',
    },
    'account-disabled': {
      subject: 'Your account was disabled',
      says: 'Your account was disabled: nobody can sign in to it. Nothing of it was deleted.',
      then: 'If this is a mistake, tell your help desk.',
    },
    'account-enabled': {
      subject: 'Your account was enabled',
      says: 'Your account was enabled again: you can sign in as before.',
      then: 'If you did not expect this, tell your help desk.',
    },
    'administrator-recovered': {
      subject: 'Your administrator account was recovered',
      says: 'Your administrator account was recovered with the printed recovery key: it was given a temporary password, its second step was removed, and its sessions were ended.',
      then: 'If this was not you, somebody else has the printed recovery key and the computer the data lie on: act at once.',
    },
    'enrolment-required': {
      subject: 'Please set up your second step',
      says: 'Your account must have a second step for signing in: OTP with an authenticator app, or email where that is allowed. Sign in and set it up in Account management. Where a time stands below, you have until then; after that, or where none stands, you are asked for it as soon as you sign in.',
      then: 'If you need help with it, call your help desk.',
    },
    'enrolment-not-required': {
      subject: 'A second step is no longer required of your account',
      says: 'You no longer have to set up a second step for your account. You still may: your account is safer with one.',
      then: 'If you did not expect this, tell your help desk.',
    },
    'enrolment-key': {
      subject: 'Your new OTP key',
      says: 'A new OTP key was made for your account. In your authenticator app, add an account by typing in this key:',
      then: `${nobodyAsks} If you did not expect it, type it in nowhere, and tell your help desk at once.`,
    },
    'mfa-restored': {
      subject: 'Your multi-factor authentication is back',
      says: 'The second step of your account had been removed, and that was undone: it works again as before, with the recovery codes of that time. Sessions of your account were ended.',
      then: tellHelpDesk,
    },
    'zip-passphrase': {
      subject: 'Passphrase for a zip file',
      says: 'A zip file with papers from the desk was made for you to hand out. This passphrase opens it:',
      then: 'Give it to nobody who is not to open the file, and do not keep both in one place. If you know of no such file, tell the person named below.',
    },
    message: {
      subject: 'A message from your help desk',
      says: 'Your help desk has something to tell you.',
      then: 'If in doubt whether this is from your help desk, call them at the number you know. Nobody there asks for your password or your codes.',
    },
    'test-mail': {
      subject: 'Test mail',
      says: 'This is a test: mail from here reaches you.',
      then: 'There is nothing to do.',
    },
  },
  secrets: {
    code: 'Verification Code',
    codeWorks: (minutes) => `It works once, for ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`,
    firstPassword: 'First password',
    temporaryPassword: 'Temporary password',
    passwordWorks: (hours) => `It works for ${hours === 1 ? '1 hour' : `${hours} hours`}.`,
    enrolmentKey: 'OTP key',
    enrolmentKeyWorks:
      'By time (TOTP), 6 digits, 30 seconds. It counts once you have signed in and a token of it was verified.',
    passphrase: 'Passphrase',
    passphraseWorks: 'Six words with a hyphen between them, all in small letters.',
  },
  facts: {
    issuer: 'Service',
    account: 'Account',
    at: 'When',
    by: 'By',
    codesLeft: 'Recovery codes left',
    until: 'Until',
    enrolBy: 'Set up by',
    newAddress: 'New address',
    role: 'Role',
  },
  by: {
    self: 'you, signed in to this account',
    staff: (name) => `${name} (staff)`,
    system: 'automatically',
  },
  roles: {
    administrator: 'Administrator',
    helpdesk: 'Help desk',
    auditor: 'Auditor',
    operator: 'Operator',
    user: 'User',
  },
  footer: 'This mail was written automatically. Nobody reads answers to it.',
}
