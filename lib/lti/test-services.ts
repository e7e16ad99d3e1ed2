/** The services of the platform for tests: leave to use them (Security Framework 1.0, 4.1) and a gradebook (Assignment and Grade Services
 *  2.0), as strict as the specifications are. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { z } from 'zod'
import { MEMBERS_SCOPE, SCOPE } from './claim'
import { publicKeys } from './key'

const score = z.strictObject({
  userId: z.string().min(1),
  scoreGiven: z.number().min(0),
  scoreMaximum: z.number().positive(),
  activityProgress: z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']),
  gradingProgress: z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']),
  timestamp: z.iso.datetime({ precision: 3 }),
})
export type Scored = z.output<typeof score>

const column = z.strictObject({
  label: z.string().min(1),
  scoreMaximum: z.number().positive(),
  resourceId: z.string(),
  tag: z.string(),
})
type Column = z.output<typeof column> & { readonly id: string }

export type Services = {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly at: (url: string, clientId: string) => void
  /** Columns of the gradebook; a test may take them away. */
  readonly columns: Column[]
  /** The newest score of each column and person, and how often each was sent. */
  readonly scores: Map<string, Scored>
  readonly sent: Map<string, number>
  /** People whom it does not know. */
  readonly strangers: Set<string>
  /** Statuses that the next requests of the gradebook are answered with instead; 0: the connection is cut. */
  readonly moods: number[]
  /** Whether leave is refused. */
  refuses: boolean
  /** What was wrong with requests. */
  readonly faults: string[]
  readonly lineItemsUrl: () => string
  /** Who is in the course, and how many are on a page. */
  readonly members: object[]
  readonly membersUrl: () => string
}

export function newServices(): Services {
  let [base, client] = ['', '']
  const tokens = new Map<string, readonly string[]>()
  const [columns, moods, faults]: [Column[], number[], string[]] = [[], [], []]
  const [scores, sent, strangers] = [new Map<string, Scored>(), new Map<string, number>(), new Set<string>()]
  const fault = (what: string, status = 400): Answer => {
    faults.push(what)
    return [status, {}]
  }

  const grant = async (body: string): Promise<Answer> => {
    const asked = Object.fromEntries(new URLSearchParams(body))
    if (services.refuses) return [400, { error: 'invalid_client' }]
    if (asked.grant_type !== 'client_credentials') return fault(`grant ${asked.grant_type}`)
    if (asked.client_assertion_type !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      return fault('assertion type')
    const keys = createLocalJWKSet((await publicKeys()) as JSONWebKeySet)
    const expected = {
      issuer: client,
      subject: client,
      audience: `${base}/token`,
      requiredClaims: ['jti', 'iat', 'exp'],
    }
    try {
      await jwtVerify(asked.client_assertion ?? '', keys, expected)
    } catch (error) {
      return fault(String(error))
    }
    const token = `token-${tokens.size}`
    tokens.set(token, (asked.scope ?? '').split(' '))
    return [200, { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: asked.scope }]
  }

  const members: object[] = []
  /** Two on a page. */
  const roster = (request: IncomingMessage, url: URL, response: ServerResponse): Answer => {
    const may = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '') ?? []
    if (!may.includes(MEMBERS_SCOPE)) return fault('no leave', 403)
    if (request.headers.accept !== 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json')
      return fault(`accept ${request.headers.accept}`, 406)
    const from = Number(url.searchParams.get('from') ?? 0)
    if (from + 2 < members.length)
      response.setHeader('link', `<${base}/members?from=${from + 2}>; rel="next"`)
    return [200, { id: url.href, context: { id: 'course' }, members: members.slice(from, from + 2) }]
  }

  const gradebook = (request: IncomingMessage, url: URL, body: string): Answer => {
    const mood = moods.shift()
    if (mood !== undefined) return [mood, {}]
    const { method, headers } = request
    const may = tokens.get(headers.authorization?.replace('Bearer ', '') ?? '') ?? []
    const isScore = url.pathname.endsWith('/scores')
    if (!may.includes(isScore ? SCOPE.score : SCOPE.lineItem)) return fault('no leave', 403)
    if (isScore) return take(url, headers['content-type'], body)
    if (method === 'GET') {
      if (headers.accept !== 'application/vnd.ims.lis.v2.lineitemcontainer+json')
        return fault(`accept ${headers.accept}`, 406)
      const wanted = url.searchParams.get('resource_id')
      return [200, columns.filter(({ resourceId }) => wanted === null || resourceId === wanted)]
    }
    if (headers['content-type'] !== 'application/vnd.ims.lis.v2.lineitem+json')
      return fault('type of a column', 415)
    const made = column.safeParse(JSON.parse(body))
    if (!made.success) return fault(z.prettifyError(made.error))
    const one = { ...made.data, id: `${base}/columns/${columns.length + 1}?of=course` }
    columns.push(one)
    return [201, one]
  }

  const take = (url: URL, type: string | undefined, body: string): Answer => {
    const id = `${url.origin}${url.pathname.replace(/\/scores$/, '')}${url.search}`
    if (!columns.some((one) => one.id === id)) return [404, {}]
    if (type !== 'application/vnd.ims.lis.v1.score+json') return fault('type of a score', 415)
    const read = score.safeParse(JSON.parse(body))
    if (!read.success) return fault(z.prettifyError(read.error))
    const { userId, timestamp } = read.data
    if (strangers.has(userId)) return [422, {}]
    const place = `${id} ${userId}`
    sent.set(place, (sent.get(place) ?? 0) + 1)
    const known = scores.get(place)
    if (known && known.timestamp >= timestamp) return fault('an older score', 409)
    scores.set(place, read.data)
    return [204, null]
  }

  const services: Services = {
    ...{ columns, scores, sent, strangers, moods, faults, members, refuses: false },
    at: (url, clientId) => {
      base = url
      client = clientId
    },
    lineItemsUrl: () => `${base}/columns?of=course`,
    membersUrl: () => `${base}/members`,
    serve: async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const body = Buffer.concat(chunks).toString()
      const url = new URL(request.url ?? '', base)
      const [status, said] =
        url.pathname === '/token'
          ? await grant(body)
          : url.pathname === '/members'
            ? roster(request, url, response)
            : gradebook(request, url, body)
      if (status === 0) return void request.socket.destroy()
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(said === null ? undefined : JSON.stringify(said))
    },
  }
  return services
}

type Answer = readonly [status: number, body: object | null]
