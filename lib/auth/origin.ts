import 'server-only'

/** Where people reach this product, from NEXTAUTH_URL; null when it is not set, and then whatever host a
 *  request names is taken. */
export function publicUrl(): URL | null {
  const url = process.env.NEXTAUTH_URL
  return url ? new URL(url) : null
}

/** Whether people come over https: cookies are then Secure and `__Host-`. Over plain http in a local network
 *  a browser would drop such cookies. */
export function isHttps(): boolean {
  return publicUrl()?.protocol === 'https:'
}

/** A cookie's name with the prefix that binds it to this host, where browsers allow that. */
export function cookieName(name: string): string {
  return `${isHttps() ? '__Host-' : ''}forklore.${name}`
}

/** Attributes of every cookie that stands for a person. */
export function cookieAttributes(maxAgeSeconds: number) {
  return { httpOnly: true, sameSite: 'lax', secure: isHttps(), path: '/', maxAge: maxAgeSeconds } as const
}

/** Whether a request that changes something comes from a page of ours. Browsers send `Origin` with every
 *  such request; one without it is refused unless `Sec-Fetch-Site` vouches for it. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  if (!URL.canParse(origin)) return false
  const configured = publicUrl()
  if (configured) return new URL(origin).origin === configured.origin
  return new URL(origin).host === (headers.get('x-forwarded-host') ?? headers.get('host'))
}

/** The address that rate limits count by: the client's, which the web server writes down before anything else
 *  (`lib/cli/serve/client-address.mjs`), whatever the client itself claims. An IPv6 network (/64) counts as one
 *  address, since one household has all of it. */
export function clientAddress(headers: Headers): string {
  const hops = headers.get('x-forwarded-for')?.split(',') ?? []
  const address =
    hops
      .at(-1)
      ?.trim()
      .replace(/^::ffff:/, '') ?? ''
  return address.includes(':') ? network64(address) : address
}

function network64(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter((g) => g !== '')
  if (tail === undefined) return groups.slice(0, 4).join(':')
  const after = tail.split(':').filter((g) => g !== '')
  const zeros = Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0')
  return [...groups, ...zeros, ...after].slice(0, 4).join(':')
}
