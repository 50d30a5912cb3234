/** Opens a zip as people do: 7-Zip itself, compiled to WebAssembly; it did not write it. */
import sevenZip from '7z-wasm'

type Factory = typeof sevenZip
// the package is CommonJS: depending on who loads it, the function is the module or its default
const factory = (sevenZip as Factory & { default?: Factory }).default ?? sevenZip

export interface Opened {
  /** Name and bytes of every file that came out. */
  readonly files: ReadonlyMap<string, Buffer>
  /** What 7-Zip said, errors included. */
  readonly said: string
}

/** One run of the program, as at a prompt, in a file system of its own. */
async function run(zip: Uint8Array, ...args: string[]) {
  const said: string[] = []
  const listen = (line: string) => void said.push(line)
  const program = await factory({ print: listen, printErr: listen, quit: () => undefined })
  program.FS.writeFile('given.zip', zip)
  program.callMain(args)
  return { program, said: said.join('\n') }
}

/** @returns what `7z x -p<passphrase>` leaves in its folder; nothing of a file whose passphrase it is not. */
export async function unpackWith(zip: Uint8Array, passphrase: string): Promise<Opened> {
  const { program, said } = await run(zip, 'x', 'given.zip', `-p${passphrase}`, '-oout', '-y')
  const names = (program.FS.readdir('out')).filter((name) => name !== '.' && name !== '..')
  const read = (name: string) => Buffer.from(program.FS.readFile(`out/${name}`))
  return { files: new Map(names.map((name) => [name, read(name)])), said }
}

/** @returns what 7-Zip says of each file in the zip: name, method, whether it is encrypted. */
export const listed = async (zip: Uint8Array): Promise<string> => (await run(zip, 'l', '-slt', 'given.zip')).said
