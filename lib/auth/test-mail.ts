import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mail server for tests: it takes what it is sent and shows it. RFC 5321 as far as one client needs it. */
export type MailServer = {
  readonly url: string
  /** The messages so far: to whom, under which headers, and their text. */
  readonly taken: { readonly to: string; readonly head: string; readonly text: string }[]
  readonly close: () => Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const taken: MailServer['taken'] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    converse(socket, (to, message) =>
      taken.push({ to, head: message.split('\r\n\r\n', 1)[0] ?? '', text: textOf(message) }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, close }
}

function converse(socket: Socket, take: (to: string, message: string) => void): void {
  let [buffer, to, isData] = ['', '', false]
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 mail.test')
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8')
    for (;;) {
      const end = buffer.indexOf(isData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + (isData ? 5 : 2))
      if (isData) take(to, line)
      const isEnd = isData
      isData = !isData && line === 'DATA'
      to = /^RCPT TO:<(.*)>/.exec(line)?.[1] ?? to
      say(isData ? '354 go on' : line === 'QUIT' && !isEnd ? '221 bye' : '250 ok')
    }
  })
}

/** The body of a message of one part, decoded. */
function textOf(message: string): string {
  const [head = '', ...body] = message.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(text, 'base64').toString('utf8')
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
