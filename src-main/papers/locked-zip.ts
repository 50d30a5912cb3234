/** Writes files into one zip under a passphrase, as 7-Zip opens it: AES-256 (WinZip AE-2). Nothing of it is ever whole in memory. */
import { setImmediate } from 'node:timers/promises'
import { TextReader, ZipWriter } from '@zip.js/zip.js'

export interface LockedFile {
  readonly name: string
  /** Never empty: 7-Zip takes a locked file of no bytes for a broken one. */
  readonly text: string
}

export interface LockedZip {
  /** Taken one by one. Their names can be read without the passphrase, as in every zip. */
  readonly files: AsyncIterable<LockedFile>
  readonly passphrase: string
  /** ISO-8601; the time every file in it bears. */
  readonly at: string
  readonly write: (bytes: Uint8Array) => Promise<void>
}

/** AES with a key of 256 bits. */
const strength = 3
const entriesEach = 200

/** @returns how many files are in it */
export async function writeLockedZip({ files, passphrase, at, write }: LockedZip): Promise<number> {
  const zip = new ZipWriter(new WritableStream<Uint8Array>({ write }), {
    useWebWorkers: false,
    password: passphrase,
    encryptionStrength: strength,
    // A file is one page of text: packing it would take longer than it saves.
    level: 0,
    lastModDate: new Date(at),
  })
  let count = 0
  for await (const { name, text } of files) {
    await zip.add(name, new TextReader(text))
    count += 1
  }
  // Its directory is written at once: some 5 µs a file, while nobody else has a turn.
  await zip.close(undefined, {
    onprogress: async (written) => {
      if (written % entriesEach === 0) await setImmediate()
    },
  })
  return count
}
