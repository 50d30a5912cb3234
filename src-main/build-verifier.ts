/** Bundles the page that verifies an evidence pack into one file without any other: for the build, and for specs. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

async function programOf(folder: string, plugins: Plugin[]): Promise<string> {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    plugins,
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: join(folder, 'main.ts'), formats: ['iife'], name: 'verifier', fileName: 'verifier' },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
  const [chunk, ...others] = outputs
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('the verifier is not one script')
  return chunk.code.trim()
}

/**
 * @param root top of the project
 * @param plugins - of specs, that build a page with a fault in it
 * @returns the page, with `<!--evidence-->` where a pack puts its data. Its content policy lets in its own script and
 *   style by their hashes and nothing else: no address, no other script, however it came into the data.
 */
export async function buildVerifier(root: string, plugins: Plugin[] = []): Promise<string> {
  const folder = join(root, 'src-renderer', 'verifier')
  const [program, style, page] = await Promise.all([
    programOf(folder, plugins),
    readFile(join(folder, 'page.css'), 'utf8'),
    readFile(join(folder, 'page.html'), 'utf8'),
  ])
  if (/<\/script|<!--/i.test(program)) throw new Error('the script of the verifier would end its own element')
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(program)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  // no blank around them: the hashes are of the very text between the tags
  const put = (whole: string, mark: RegExp, text: string): string => whole.replace(mark, () => text)
  const styled = put(put(page, /%POLICY%/, policy), /\s*%STYLE%\s*/, style)
  return put(styled, /\s*%PROGRAM%\s*/, program)
}
