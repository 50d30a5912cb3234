/** A folder that a person has chosen, kept in memory: just so much of it as the window uses. */

export interface MadeUpFolder {
  readonly handle: FileSystemDirectoryHandle
  readonly files: Map<string, string>
  /** From now on a file cannot be closed any more; null: it can. */
  failWith(name: string | null): void
}

export function makeFolder(
  there: Readonly<Record<string, string>> = {},
  folders: readonly string[] = [],
): MadeUpFolder {
  const files = new Map(Object.entries(there))
  let failure: string | null = null
  const fileHandle = (name: string) => ({
    createWritable: () => {
      let text = ''
      return Promise.resolve({
        write: (bytes: Uint8Array) => Promise.resolve(void (text += new TextDecoder().decode(bytes))),
        close: () => {
          if (failure) return Promise.reject(new DOMException('made up', failure))
          files.set(name, text)
          return Promise.resolve()
        },
        abort: () => Promise.resolve(),
      })
    },
  })
  const handle = {
    name: 'Envelopes',
    getFileHandle: (name: string, { create = false } = {}) => {
      if (folders.includes(name)) return Promise.reject(new DOMException('a folder', 'TypeMismatchError'))
      if (!files.has(name) && !create) return Promise.reject(new DOMException('none', 'NotFoundError'))
      if (!files.has(name)) files.set(name, '')
      return Promise.resolve(fileHandle(name))
    },
    removeEntry: (name: string) => Promise.resolve(void files.delete(name)),
  }
  return {
    handle: handle as unknown as FileSystemDirectoryHandle,
    files,
    failWith: (name) => void (failure = name),
  }
}
