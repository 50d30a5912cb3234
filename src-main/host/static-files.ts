/** The built window as an allow-list of files, read once at start; what is not on it does not exist. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface StaticFile {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

/** By path as it is asked for, `/` being the page. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Walks by itself: Node's own recursive listing goes through links to folders. */
function addFolder(files: Map<string, StaticFile>, folder: string, path: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = join(folder, entry.name)
    const type = types[/\.[a-z0-9]+$/.exec(entry.name)?.[0] ?? '']
    // of a link, neither is true
    if (entry.isDirectory()) addFolder(files, place, `${path}${entry.name}/`)
    else if (entry.isFile() && type) files.set(path + entry.name, { type, body: new Uint8Array(readFileSync(place)) })
  }
}

/**
 * Reads all files of `folder` into memory: nothing of a request is ever turned into a path, so nothing can
 * lead out of the folder, and a build beside a running desk does not change what it serves. Links and
 * unknown kinds of files are left out.
 * @throws where there is no index.html
 */
export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>()
  addFolder(files, folder, '/')
  const page = files.get('/index.html')
  if (!page) throw new Error('the built window has no index.html')
  files.delete('/index.html')
  return files.set('/', page)
}
