import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Reads PORT.
 * @throws Error when it is no port number
 */
export function readPort(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new Error(`PORT=${text} is no port number (1 to 65535).`)
  return port
}

/**
 * Makes sure that a web server could listen on a port, and that browsers would go there.
 * @throws Error that says what to do
 */
export async function checkPort(port: number, host: string | undefined): Promise<void> {
  // A program that has only one of these may let us have the rest, and answer instead of us where we say to look.
  const all = [undefined, '0.0.0.0', '127.0.0.1', '::1']
  for (const at of host ? [host] : all) await listen(port, at, host === undefined)
  if (await isRefused(port))
    throw new Error(`Browsers open no page at port ${port}. Choose another, as in: PORT=3001 npm start`)
}

/** Whether a port that nobody listens on is one of the "bad ports" of the Fetch standard, as Node's own fetch knows them. */
async function isRefused(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' })
    return false
  } catch (error) {
    return ((error as Error).cause as Error | undefined)?.message === 'bad port'
  }
}

/** @param isOptional an address that this machine does not have takes no port away */
async function listen(port: number, host: string | undefined, isOptional: boolean): Promise<void> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (isOptional && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return
    const other = `Choose another, as in: PORT=${port === 3000 ? 3001 : port + 1} npm start`
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken by another program. ${other}`)
    if (code === 'EACCES') throw new Error(`Port ${port} is only for root. ${other}`)
    throw new Error(`Cannot listen on port ${port}${host ? ` of ${host}` : ''}: ${message}`)
  }
}
