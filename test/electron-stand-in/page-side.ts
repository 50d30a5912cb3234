/** The renderer's half: runs the built preload in the page with an `electron` of its own, and carries ports and messages. */

/** What crosses between page and main: text as it is, bytes as base64. */
export type Carried = { text: string } | { bytes: string } | { json: unknown }

/** Name of the binding the page calls main by; a spec calls it too, as a page would that got out of its sandbox. */
export const bindingName = 'electronStandIn'

type Preload = (require: (name: string) => object, exports: object) => void

/** Runs in the page before anything else of it. Kept in one function: only its text gets there. */
function pageSide(binding: string, preload: Preload): void {
  // Electron runs a preload in the main frame only
  if (window.top !== window) return
  const send = (window as unknown as Record<string, (...args: unknown[]) => Promise<void>>)[binding]
  if (!send) throw new Error('stand-in: no binding')
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>()
  const ports = new Map<number, MessagePort>()

  const toBase64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
    return btoa(text)
  }
  const pack = (data: unknown): object => {
    if (typeof data === 'string') return { text: data }
    if (data instanceof ArrayBuffer) return { bytes: toBase64(new Uint8Array(data)) }
    if (ArrayBuffer.isView(data))
      return { bytes: toBase64(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) }
    return { json: data }
  }
  const unpack = (carried: { text?: string; bytes?: string; json?: unknown }): unknown => {
    if (carried.text !== undefined) return carried.text
    return carried.bytes === undefined
      ? carried.json
      : Uint8Array.from(atob(carried.bytes), (char) => char.charCodeAt(0))
  }
  const makePort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => void send('port', id, pack(data))
    ports.set(id, port1)
    return port2
  }

  const strict = (name: string, has: object): object =>
    new Proxy(has, {
      get(target, member) {
        if (typeof member === 'string' && !(member in target))
          throw new Error(`stand-in: ${name}.${member} is not there`)
        return Reflect.get(target, member) as unknown
      },
    })
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', {
      exposeInMainWorld(name: string, api: Record<string, unknown>) {
        // the real bridge copies: functions and plain data, nothing that leads back
        for (const [key, value] of Object.entries(api))
          if (typeof value !== 'function') throw new Error(`stand-in: ${name}.${key} is no function`)
        Object.defineProperty(window, name, { value: Object.freeze({ ...api }) })
      },
    }),
    ipcRenderer: strict('ipcRenderer', {
      on: (channel: string, listener: (event: object) => void) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel: string, ...args: unknown[]) => void send('ipc', channel, args),
    }),
  })

  Object.defineProperty(window, `${binding}Deliver`, {
    configurable: true,
    value: {
      ipc: (channel: string, message: unknown, ids: number[]) => {
        for (const listener of listeners.get(channel) ?? []) listener({ ports: ids.map(makePort) }, message)
      },
      port: (id: number, carried: object) => ports.get(id)?.postMessage(unpack(carried)),
      close: (id: number) => ports.get(id)?.close(),
    },
  })
  const require = (name: string): object => {
    if (name !== 'electron') throw new Error(`stand-in: a sandboxed preload cannot require ${name}`)
    return electron
  }
  preload(require, {})
}

/** @returns the text of the init script around the text of a preload in CommonJS. */
export const initScript = (preload: string): string =>
  `(${pageSide.toString()})(${JSON.stringify(bindingName)}, (require, exports) => {\n${preload}\n})`
