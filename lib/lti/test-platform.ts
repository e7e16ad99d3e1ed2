/** A small learning platform for tests, as the Security Framework 1.0, LTI Core 1.3 and its services have one: it publishes keys, says
 *  who is signed in there, gives leave to use its services, and has a gradebook. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { CLAIM, RESOURCE_LINK } from './claim'
import type { SigningKey } from './key'
import { type Platform, registerPlatform } from './platform'
import { newServices, type Services } from './test-services'

const TEACHER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'
const LEARNER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'
export const ROLES = {
  teacher: [TEACHER],
  learner: [LEARNER, 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student'],
  assistant: [TEACHER, 'http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant'],
  observer: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor'],
} as const

/** What a request for authentication asked, once it is found to be one. */
export type Asked = {
  readonly state: string
  readonly nonce: string
  readonly redirectUri: string
  readonly loginHint: string
}

export type TestPlatform = {
  readonly platform: Platform
  readonly url: string
  /** Looks at a request for authentication as a platform does.
   *  @throws of one that is none */
  readonly ask: (url: string) => Asked
  /** The token of somebody, with what a test changes of it. */
  readonly sign: (asked: Asked, claims: Readonly<Record<string, unknown>>, how?: How) => Promise<string>
  /** Changes keys: what was signed before is no longer known. */
  readonly rotate: () => Promise<void>
  readonly services: Services
  /** So many requests for its keys came. */
  readonly keyRequests: () => number
  /** Answers nothing but 503, or again. */
  readonly away: (isAway: boolean) => void
  readonly close: () => Promise<void>
}

type How = {
  /** Otherwise than the platform signs. */
  readonly header?: Readonly<Record<string, string>>
  readonly key?: SigningKey
  /** Seconds from now. */
  readonly issued?: number
  readonly expires?: number
}

export type Pair = { readonly kid: string; readonly privateKey: SigningKey; readonly publicJwk: JWK }

let made = 0

/** A key of the kind that platforms sign with. */
export async function newPair(): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = `key-${++made}`
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

/** @param deployments registered of it */
export async function startPlatform(deployments: readonly string[] = ['1']): Promise<TestPlatform> {
  let [pair, requests, isAway] = [await newPair(), 0, false]
  const services = newServices()
  const server = createServer(async (request: IncomingMessage, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://platform')
    if (pathname === '/keys') requests++
    if (isAway) return void response.writeHead(503).end()
    if (pathname !== '/keys') return services.serve(request, response)
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ keys: [pair.publicJwk] }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const platform = await registerPlatform({
    ...{ name: 'Test LMS', issuer: url, clientId: 'forklore-client', deployments },
    ...{ authUrl: `${url}/auth?of=lms`, tokenUrl: `${url}/token`, keysUrl: `${url}/keys` },
  })
  const sign = async (asked: Asked, claims: Readonly<Record<string, unknown>>, how: How = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const all = {
      ...{ iss: url, aud: platform.clientId, nonce: asked.nonce, sub: asked.loginHint },
      ...{ iat: now + (how.issued ?? 0), exp: now + (how.expires ?? 300) },
      ...{ [CLAIM.message]: RESOURCE_LINK, [CLAIM.version]: '1.3.0', [CLAIM.deployment]: deployments[0] },
      ...{ [CLAIM.resourceLink]: { id: 'link-1' }, [CLAIM.roles]: [...ROLES.learner] },
      [CLAIM.target]: asked.redirectUri,
      ...claims,
    }
    const header = { alg: 'RS256', kid: pair.kid, ...how.header }
    return new SignJWT(all).setProtectedHeader(header).sign(how.key ?? pair.privateKey)
  }
  services.at(url, platform.clientId)
  return {
    ...{ platform, url, sign, services },
    ask: (asked) => readRequest(asked, url, platform.clientId),
    rotate: async () => {
      pair = await newPair()
    },
    keyRequests: () => requests,
    away: (wanted) => {
      isAway = wanted
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function readRequest(asked: string, url: string, clientId: string): Asked {
  const { origin, pathname, searchParams } = new URL(asked)
  const expected = {
    ...{ of: 'lms', scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' },
    client_id: clientId,
  }
  for (const [name, value] of Object.entries(expected))
    if (searchParams.get(name) !== value) throw new Error(`the request has ${name}=${searchParams.get(name)}`)
  if (origin + pathname !== `${url}/auth`) throw new Error(`${asked} is another address`)
  const of = (name: string) => {
    const value = searchParams.get(name)
    if (!value) throw new Error(`the request has no ${name}`)
    return value
  }
  return {
    state: of('state'),
    nonce: of('nonce'),
    redirectUri: of('redirect_uri'),
    loginHint: of('login_hint'),
  }
}
