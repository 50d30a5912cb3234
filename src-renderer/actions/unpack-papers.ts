/** The papers of a job out of the zip they crossed in, one at a time: here in the window, with nothing on a disk between. */
import { BlobReader, configure, TextWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'

// The content policy lets no worker in, and the browser inflates by itself.
configure({ useWebWorkers: false })

/** One file of the zip. */
export interface UnpackedPaper {
  readonly name: string
  readonly text: string
}

/**
 * @param from - how many at the beginning are left out: they were seen to before
 * @throws where the zip is not whole or the passphrase is another one
 */
export async function* unpackPapers(zip: Blob, passphrase: string, from = 0): AsyncGenerator<UnpackedPaper> {
  const reader = new ZipReader(new BlobReader(zip))
  try {
    let place = 0
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory) continue
      if (place++ < from) continue
      yield { name: entry.filename, text: await entry.getData(new TextWriter(), { password: passphrase }) }
    }
  } finally {
    await reader.close()
  }
}
