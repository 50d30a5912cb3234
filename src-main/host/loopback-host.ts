/** The loopback host from start to end: opens the desk, prints where it is, and closes it when asked. */
import { resolve } from 'node:path'
import { hearClosing, whenAskedToClose } from './closing'
import type { Flags } from './flags'
import { knock } from './knock'
import { openLoopbackDoor } from './loopback-door'
import { openDesk } from './open-desk'
import type { Means, OpenDesk } from './open-desk'
import { contentPolicy, readStyleHashes } from './page-headers'
import { showReady } from './show-ready'
import { sentenceOf, sentenceOfHolder } from './start-trouble'
import { readStaticFiles } from './static-files'

type LoopbackFlags = Pick<Flags, 'data' | 'demo' | 'open' | 'port'>

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const tell = (line: string): boolean => process.stderr.write(`${line}\n`)

const againCommand = (dataFolder: string): string =>
  `npm start -- --host loopback --data ${/\s/.test(dataFolder) ? `"${dataFolder}"` : dataFolder}`

/** A second start on a running loopback desk opens that one again: a closed tab is not the end of the day. */
async function openAgain(
  opened: Exclude<Awaited<ReturnType<typeof openDesk>>, OpenDesk>,
  open: boolean,
): Promise<number> {
  const { heldBy, dataFolder } = opened
  const answer = heldBy?.door == null ? null : await knock(heldBy.door)
  tell(sentenceOfHolder(dataFolder, heldBy))
  if (!answer || !('url' in answer)) return 1
  showReady(answer.url, { open, stays: false })
  return 0
}

/**
 * @param out the folder the build has written
 * @returns the exit code, once the desk has closed
 */
export function runLoopbackHost(means: Means, flags: LoopbackFlags, out: string): Promise<number> {
  const { wish, tooLate } = hearClosing()
  return Promise.race([run(means, flags, out, wish), tooLate])
}

async function run(means: Means, flags: LoopbackFlags, out: string, wish: AbortSignal): Promise<number> {
  try {
    const policy = contentPolicy(readStyleHashes(resolve(out, 'style-hashes.json')))
    const files = readStaticFiles(resolve(out, 'renderer'))
    const opened = await openDesk(means, { host: 'loopback', demo: flags.demo, data: flags.data, wish })
    if ('heldBy' in opened) return await openAgain(opened, flags.open)
    return await serve(means, flags, opened, { files, policy, wish })
  } catch (error) {
    if (wish.aborted) return 0
    const sentence = sentenceOf(error)
    tell(sentence ?? `MFA Desk cannot open: ${error instanceof Error ? error.message : 'unknown cause'}`)
    return 1
  }
}

async function serve(
  { clock, random }: Means,
  { port, open, demo }: LoopbackFlags,
  desk: OpenDesk,
  { files, policy, wish }: { files: ReturnType<typeof readStaticFiles>; policy: string; wish: AbortSignal },
): Promise<number> {
  const { router, computer, log } = desk
  const notInOrder = (error: unknown): void =>
    void tell(`MFA Desk did not close in order: ${error instanceof Error ? error.message : 'unknown cause'}`)
  // asked to close while it was still being opened: it has shown nothing, and shows nothing any more
  if (wish.aborted) return whenAskedToClose(wish, () => desk.close(), notInOrder)
  try {
    const door = await openLoopbackDoor({ router, files, contentPolicy: policy, computer, clock, random, log, port })
    await desk.announce(`http://127.0.0.1:${door.port}/`, () => ({ url: door.startAddress() }))
    // its folder is nobody's usual one: a plain second start would not find it
    if (demo) tell(`To open this demo again while it runs: ${againCommand(desk.dataFolder)}`)
    for (const { role, email, password } of desk.demoAccounts) say(`demo ${role} ${email} ${password}`)
    // a promise nobody waited for is a flaw, but no reason to take the desk from everybody
    process.on('unhandledRejection', (error) => log.error({ error }, 'a rejection was left unhandled'))
    let removePage = (): void => undefined
    const closed = whenAskedToClose(
      wish,
      async () => {
        removePage()
        await door.close()
        await desk.close()
      },
      notInOrder,
    )
    // last: whoever reads the ready line may ask to close at once
    removePage = showReady(door.startAddress(), { open, stays: true })
    return await closed
  } catch (error) {
    await desk.close().catch(() => undefined)
    throw error
  }
}
