import { ACTORS, type Naming, type Source } from './statement'

/** The learning record store that statements go to, and what they say of people. */
export type Lrs = Source & {
  /** Without a slash at its end; statements go to `/statements` of it. */
  readonly endpoint: string
  readonly authorization: string
  /** The least share of an assignment's points that passes it. */
  readonly pass: number
}

type Env = Readonly<Record<string, string | undefined>>

/** Whether a store is set and the installation has an address to name itself by. What else is set wrongly does not count here: no
 *  answer is refused because of it. */
export function isLrsSet({ XAPI_ENDPOINT, NEXTAUTH_URL }: Env): boolean {
  return Boolean(XAPI_ENDPOINT && NEXTAUTH_URL)
}

/** How people are named to the store, as they are told before they join a class; null: nothing is stated. */
export function namingOf(env: Env): Naming | null {
  return isLrsSet(env) ? (ACTORS.find((one) => one === env.XAPI_ACTOR) ?? 'opaque') : null
}

/** From XAPI_ENDPOINT, XAPI_KEY, XAPI_SECRET, XAPI_ACTOR and XAPI_PASS, and NEXTAUTH_URL, by which this installation names itself;
 *  null: nothing is stated, because no store is set or the installation has no name.
 *  @throws Error, a sentence that names the setting: of an address that is none, and of words or numbers that mean nothing. Nobody
 *    is to be named by mistake. The server's start says it (`lib/cli/serve`) */
export function lrsOf(env: Env): Lrs | null {
  if (!isLrsSet(env)) return null
  const {
    XAPI_ENDPOINT: endpoint = '',
    XAPI_KEY: key = '',
    XAPI_SECRET: secret = '',
    NEXTAUTH_URL: home = '',
  } = env
  checkAddress('XAPI_ENDPOINT', endpoint)
  checkAddress('NEXTAUTH_URL', home)
  const naming = ACTORS.find((one) => one === (env.XAPI_ACTOR || 'opaque'))
  if (!naming) throw new Error(`XAPI_ACTOR is one of ${ACTORS.join(', ')}.`)
  const pass = Number(env.XAPI_PASS || 0.6)
  if (!(pass >= 0 && pass <= 1)) throw new Error('XAPI_PASS is a share between 0 and 1.')
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    home: new URL(home).origin,
    naming,
    pass,
  }
}

function checkAddress(name: string, text: string): void {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new Error(`${name} is no address like https://example.org.`)
}
