// Preloaded into the web server. Every request gets an id, which the answer carries as `X-Request-Id` and, for the page
// itself to read, as `Server-Timing`. A request that failed writes one line of JSON to stderr: one that was answered with
// 500 or more, or in which an error was told to console.error (by Next, by a route) or by `onRequestError`.
//
// A line holds what the product knows, never what a person sent: the pattern of the route instead of the address, and of an
// error its name, its code and where it was thrown, but not its message, which may quote an answer, an address or a query.
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { channel, subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The request of whatever runs, also of what it has left running: `{ id, errors, isOver }`. */
const requests = new AsyncLocalStorage()

subscribe('http.server.request.start', ({ request, response }) => {
  const began = performance.now()
  const now = { id: randomBytes(9).toString('base64url'), errors: [], isOver: false }
  // Whatever the client calls it, the id is ours.
  request.headers['x-request-id'] = now.id
  response.setHeader('x-request-id', now.id)
  const { method, url } = request
  if (!url?.startsWith('/_next/static/')) response.setHeader('server-timing', `request;desc="${now.id}"`)
  response.once('close', () => {
    now.isOver = true
    const status = response.headersSent ? response.statusCode : null
    if (now.errors.length === 0 && (status ?? 0) < 500) return
    const [first, ...more] = now.errors.map(described)
    const error = first ? { error: first, ...(more.length > 0 ? { more } : {}) } : {}
    const route = patternOf(url ?? '/')
    write({ id: now.id, method, route, status, ms: Math.round(performance.now() - began), ...error })
  })
  requests.enterWith(now)
})

// What has no request, or one that is over, is a line of its own.
const plain = console.error
console.error = (...words) => {
  // Whatever else was thrown, or is printed field by field, may hold what a person sent.
  const errors = words.filter((word) => typeof word === 'object' && word !== null)
  if (errors.length === 0) return plain(...words)
  for (const error of errors) note(error)
}

channel('forklore.request.error').subscribe((error) => note(error))

/** Keeps an error for the line of its request, once. What Next shows a person as the code of an error is the id. */
function note(thrown) {
  const error = thrown instanceof Error ? thrown : new Error('not an error')
  const request = requests.getStore()
  if (!request || request.isOver)
    return write({ ...(request && { id: request.id }), error: described(error) })
  // In production a page gets nothing of an error but its digest.
  if (Object.isExtensible(error)) error.digest = request.id
  if (!request.errors.includes(error)) request.errors.push(error)
}

function write(fields) {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...fields })}\n`)
}

const FRAME = /^ {4}at [^\n]*(?::\d+:\d+\)?|<anonymous>\)?|\(native\))$/

/** @returns an error without its message; what it was caused by, three deep */
function described(error, depth = 0) {
  const { name, code, cause } = error
  const [, body = ''] = String(error.stack ?? '').split(`${error.message}\n`)
  const stack = (error.message ? body : String(error.stack ?? ''))
    .split('\n')
    .filter((line) => FRAME.test(line))
  return {
    name: /^\w{1,60}$/.test(name) ? name : 'Error',
    ...(/^[\w.-]{1,40}$/.test(String(code ?? '')) ? { code: String(code) } : {}),
    stack: stack.slice(0, 20).map((line) => line.trim()),
    ...(cause instanceof Error && depth < 3 ? { cause: described(cause, depth + 1) } : {}),
  }
}

/** Of the build that is served: `page` as `/[locale]/join/[code]`, `regex` of its addresses. */
let routes

/** The pattern of an address. @returns `/_next/static` for files, null for an address that none takes */
function patternOf(url) {
  const [address = '/'] = url.split('?', 1)
  if (address.startsWith('/_next/')) return '/_next'
  routes ??= readRoutes()
  return routes.find(({ regex }) => regex.test(address))?.page ?? null
}

function readRoutes() {
  try {
    const file = path.join(process.env.FORKLORE_DIST ?? '.next', 'routes-manifest.json')
    const { staticRoutes, dynamicRoutes } = JSON.parse(readFileSync(file, 'utf8'))
    return [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({ page, regex: new RegExp(regex) }))
  } catch {
    return []
  }
}
