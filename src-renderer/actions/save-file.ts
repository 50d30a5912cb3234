/** Hands a file of the desk to the person, byte for byte. */

/** The browser saves what it is given, under the file's own name. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  // Long enough for the download to have read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
