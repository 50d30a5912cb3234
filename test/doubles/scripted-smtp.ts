/** A mail server that follows a script to the byte, for what no honest server does. */
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** What is written for a line of the client: text as it is, or the end of the connection, or nothing at all. */
export type Answer = string | 'drop' | 'nothing'

export interface Script {
  readonly greeting?: Answer
  readonly EHLO?: Answer
  readonly AUTH?: Answer
  readonly MAIL?: Answer
  readonly RCPT?: Answer
  readonly DATA?: Answer
  /** For the line that holds a dot alone. */
  readonly end?: Answer
  /** For lines that are no command it knows, one after the other. */
  readonly other?: readonly Answer[]
  /** Written before the connection is dropped at the end of the data, without a line end unless it has one. */
  readonly lastWords?: string
}

const honest: Required<Omit<Script, 'lastWords' | 'other'>> = {
  greeting: '220 mail.corp.example\r\n',
  EHLO: '250-mail.corp.example\r\n250 SIZE 100000\r\n',
  AUTH: '235 Welcome\r\n',
  MAIL: '250 Ok\r\n',
  RCPT: '250 Ok\r\n',
  DATA: '354 Go on\r\n',
  end: '250 Taken\r\n',
}

/** Listens on a port of its own. @returns the port, and the lines the client wrote outside the data. */
export async function openScriptedServer(
  script: Script,
): Promise<{ port: number; heard: string[]; close: () => Promise<void> }> {
  const says = { ...honest, ...script }
  const others = [...(script.other ?? [])]
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const act = (socket: Socket, answer: Answer | undefined): void => {
    if (answer === 'nothing') return
    if (answer === 'drop') {
      if (script.lastWords === undefined) socket.destroy()
      else socket.end(script.lastWords)
    } else socket.write(answer ?? '250 Ok\r\n')
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    let left = ''
    let inData = false
    act(socket, says.greeting)
    socket.on('data', (chunk) => {
      const lines = (left + chunk.toString('utf8')).split('\r\n')
      left = lines.pop() ?? ''
      for (const line of lines) {
        if (inData) {
          if (line !== '.') continue
          inData = false
          act(socket, says.end)
          continue
        }
        heard.push(line)
        const verb = line.slice(0, 4).toUpperCase()
        if (verb === 'DATA' && says.DATA.startsWith('354')) inData = true
        act(socket, verb in honest ? says[verb as 'EHLO'] : others.shift())
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
