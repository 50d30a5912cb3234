/** A recovery-code file, taken apart into what stands on its sheet of paper. */

export interface RecoverySheetFacts {
  readonly issuer: string
  readonly account: string
  readonly setNumber: string
  readonly date: string
  readonly checksum: string
  readonly codes: readonly string[]
}

const labels = {
  issuer: 'Issuer:',
  account: 'Account:',
  setNumber: 'Set number:',
  date: 'Date:',
  checksum: 'Checksum:',
} as const

/** @returns null for a text the desk did not write so: it then goes on paper as it stands */
export function recoverySheet(text: string): RecoverySheetFacts | null {
  const lines = text.split(/\r?\n/)
  const of = (label: string) =>
    lines
      .find((line) => line.startsWith(label))
      ?.slice(label.length)
      .trim() ?? ''
  const codes = lines.filter((line) => /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(line))
  const facts = {
    issuer: of(labels.issuer),
    account: of(labels.account),
    setNumber: of(labels.setNumber),
    date: of(labels.date),
    checksum: of(labels.checksum),
    codes,
  }
  return codes.length > 0 && facts.account !== '' ? facts : null
}
