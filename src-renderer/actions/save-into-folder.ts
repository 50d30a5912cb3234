/** Files into a folder that the person chooses: each under its own name, and never over one that is there. */

type Picker = (options: { mode: 'readwrite'; id: string }) => Promise<FileSystemDirectoryHandle>

/** Not every browser has one. */
const picker = (): Picker | undefined => (window as { showDirectoryPicker?: Picker }).showDirectoryPicker

/** @returns whether folders can be chosen here. */
export const canSaveIntoFolder = (): boolean => picker() !== undefined

/** @returns null where the person closed the choice. @throws where there is none, or the folder may not be written */
export async function chooseFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await picker()?.call(window, { mode: 'readwrite', id: 'recovery-codes' })) ?? null
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}

async function isThere(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name)
    return true
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    // A folder of that name is in the way as well.
    if (error.name === 'TypeMismatchError') return true
    if (error.name === 'NotFoundError') return false
    throw error
  }
}

/** `name.txt`, or `name (2).txt` where that is taken. */
async function freeName(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let free = name
  for (let number = 2; await isThere(folder, free); number++) free = `${stem} (${number})${ending}`
  return free
}

/** @returns the name it got: another than its own where that was taken. */
export async function saveIntoFolder(
  folder: FileSystemDirectoryHandle,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<string> {
  // A folder within the zip would be one within the folder.
  const free = await freeName(folder, name.replaceAll(/[/\\]/g, '_'))
  const file = await folder.getFileHandle(free, { create: true })
  const stream = await file.createWritable()
  try {
    await stream.write(new TextEncoder().encode(text))
    await stream.close()
  } catch (error) {
    await stream.abort().catch(() => undefined)
    await folder.removeEntry(free).catch(() => undefined)
    throw error
  }
  return free
}
