/** MessagePortMain: one end in main, the other a real port in the page, with the page's binding between them. */
import type { Frame } from '@playwright/test'
import { bindingName } from './page-side'
import type { Carried } from './page-side'
import { makeEmitter, strict } from './strict'

interface End {
  /** What main posts, once the other end is in a page. */
  send: ((carried: Carried) => void) | null
  readonly waiting: Carried[]
  receive(data: unknown): void
  closed(): void
}

/** The end that stayed in main, by the one that is handed to the page. */
const ends = new WeakMap<object, End>()
const inPage = new WeakMap<Frame, Map<number, End>>()
let portCount = 0

const pack = (data: unknown): Carried => {
  if (typeof data === 'string') return { text: data }
  if (data instanceof ArrayBuffer) return { bytes: Buffer.from(data).toString('base64') }
  if (ArrayBuffer.isView(data))
    return { bytes: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') }
  return { json: data }
}
const unpack = (carried: Carried): unknown => {
  if ('text' in carried) return carried.text
  return 'bytes' in carried ? new Uint8Array(Buffer.from(carried.bytes, 'base64')) : carried.json
}

/** A pair as `new MessageChannelMain()` makes it: `port1` stays in main, `port2` goes to a page. */
export function makeChannel(): object {
  const emitter = makeEmitter('MessagePortMain')
  const received: unknown[] = []
  let started = false
  let closed = false
  const end: End = {
    send: null,
    waiting: [],
    receive(data) {
      if (started) emitter.emit('message', { data, ports: [] })
      else received.push(data)
    },
    closed() {
      if (closed) return
      closed = true
      emitter.emit('close')
    },
  }
  const post = (data: unknown): void => {
    if (end.send) end.send(pack(data))
    else end.waiting.push(pack(data))
  }
  const port1 = strict('MessagePortMain', {
    on: emitter.on.bind(emitter),
    postMessage: post,
    start() {
      started = true
      for (const data of received.splice(0)) emitter.emit('message', { data, ports: [] })
    },
    close: () => end.closed(),
  })
  const stays = (): never => {
    throw new Error('stand-in: port2 can only be handed to a page')
  }
  const port2 = strict('MessagePortMain', { on: stays, postMessage: stays, start: stays, close: stays })
  ends.set(port2, end)
  return strict('MessageChannelMain', { port1, port2 })
}

/** Calls the page's half; a page that has gone hears nothing. */
const deliver = (frame: Frame, what: 'ipc' | 'port', ...args: unknown[]): Promise<void> =>
  frame
    .evaluate(
      ([name, kind, rest]) => {
        const half = (window as unknown as Record<string, Record<string, (...given: unknown[]) => void>>)[name]
        half?.[kind]?.(...rest)
      },
      [`${bindingName}Deliver`, what, args] as const,
    )
    .catch(() => undefined)

export function portsOf(frame: Frame) {
  return {
    /** Hands ports to the page with a message, as WebFrameMain.postMessage does. */
    hand(channel: string, message: unknown, ports: readonly object[]): void {
      const own = inPage.get(frame) ?? new Map<number, End>()
      inPage.set(frame, own)
      let line: Promise<void> = Promise.resolve()
      const ids = ports.map((port) => {
        const end = ends.get(port)
        if (!end) throw new Error('stand-in: only port2 of a MessageChannelMain can be handed to a page')
        const id = ++portCount
        own.set(id, end)
        return { id, end }
      })
      line = deliver(
        frame,
        'ipc',
        channel,
        message,
        ids.map(({ id }) => id),
      )
      for (const { id, end } of ids) {
        // one after the other: a port keeps the order
        end.send = (carried) => {
          line = line.then(() => deliver(frame, 'port', id, carried))
        }
        for (const carried of end.waiting.splice(0)) end.send(carried)
      }
    },
    /** The page has gone: what it held of ports is closed. */
    drop(): void {
      for (const end of inPage.get(frame)?.values() ?? []) end.closed()
      inPage.delete(frame)
    },
  }
}

/** A message of the page on one of its ports. */
export function receive(frame: Frame, id: number, carried: Carried): void {
  inPage.get(frame)?.get(id)?.receive(unpack(carried))
}
