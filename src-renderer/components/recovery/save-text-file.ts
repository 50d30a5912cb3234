/** Hands a text to the person as a file, byte for byte. */

/**
 * The browser saves what it is given: UTF-8 without a byte order mark, line ends as they are in `text`.
 * @param text the whole file
 */
export const saveTextFile = (fileName: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([new TextEncoder().encode(text)], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // Long enough for the download to have read it; for ever would keep the codes in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
