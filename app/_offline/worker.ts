/** What works without a network: pages that were opened, with every script of their version, the engine's among them. Serwist,
 *  which continues Google's Workbox and is kept up for Next, is what stores, looks up and lets expire; it is a small part of
 *  it that is used.
 *
 *  A new version never strands an old page. Its worker waits until no page of the one before is open; files are named by
 *  what they hold, and are let go 60 days after their last use, when no page that names them is kept any more. */
import {
  CacheFirst,
  ExpirationPlugin,
  NetworkFirst,
  NetworkOnly,
  type RouteMatchCallbackOptions,
  Serwist,
  type SerwistPlugin,
} from 'serwist'
import { EVERYBODYS_PAGES, OWN_PAGES } from './own-pages'

/** The scripts, styles and faces of this version, put in when the worker is bundled. */
declare const FORKLORE_FILES: readonly string[]

/** What is used here of a worker's world, of which the types of pages know nothing. */
declare const self: {
  addEventListener(type: 'install', listener: (event: Installing) => void): void
}
type Installing = Event & { waitUntil(work: Promise<unknown>): void }

const DAY = 86_400
/** Longer than this nobody on a bad line waits for a page that is kept and everybody's: seconds. */
const PATIENCE = 5
/** An interview of somebody's own, and its report that somebody shared, are read only as long as they may be. */
const EVERYBODYS = /^\/(ko|en)(\/(learn|glossary|lab|paths|interview)(\/(?!(?:mock|shared)\/)[^?]*)?)?$/
const OWN = /^\/(ko|en)\/(today|review)$/

/** Where the pages are kept that say that there is no network, one in each language. */
const NOTICES = 'forklore-notices'

/** What is kept is called by its address up to the question mark, for reading, writing and letting go alike. */
const byPath: SerwistPlugin = {
  cacheKeyWillBeUsed: async ({ request }) => {
    const { origin, pathname } = new URL(request.url)
    return origin + pathname
  },
}

const files = new CacheFirst({
  cacheName: 'forklore-files',
  plugins: [
    // Next hands a worker what to load in its address, behind a question mark.
    byPath,
    {
      // A worker's own address is its answer's, so that one from the cache must not have another.
      cachedResponseWillBeUsed: async ({ cachedResponse }) =>
        cachedResponse ? new Response(cachedResponse.body, cachedResponse) : null,
    },
    new ExpirationPlugin({ maxEntries: 2000, maxAgeSeconds: 60 * DAY, maxAgeFrom: 'last-used' }),
  ],
})

/** @param patience how long the network has before what is kept is shown, in seconds; none: until it has failed */
function pages(cacheName: string, maxEntries: number, patience?: number): NetworkFirst {
  return new NetworkFirst({
    cacheName,
    ...(patience === undefined ? {} : { networkTimeoutSeconds: patience }),
    matchOptions: { ignoreVary: true },
    plugins: [
      byPath,
      // Neither errors nor ways elsewhere.
      { cacheWillUpdate: async ({ response }) => (response.status === 200 ? response : null) },
      new ExpirationPlugin({ maxEntries, maxAgeSeconds: 30 * DAY, purgeOnQuotaError: true }),
    ],
  })
}

/** A page at one of these addresses that is being opened, or that was opened before there was a worker (`keep.tsx`). What a link
 *  of a mail opens (`?stop=`) is not kept: the link is a key. */
function isPage(path: RegExp): (asked: RouteMatchCallbackOptions) => boolean {
  return ({ request, url, sameOrigin }) =>
    sameOrigin &&
    path.test(url.pathname) &&
    !url.searchParams.has('stop') &&
    (request.mode === 'navigate' || request.headers.get('x-forklore-keep') === '1')
}

self.addEventListener('install', (event) => event.waitUntil(Promise.all([keepNotices(), keepFiles(event)])))

async function keepNotices(): Promise<void> {
  const notices = await caches.open(NOTICES)
  await notices.addAll(['/ko/offline', '/en/offline']).catch(() => {})
}

/** What is shown instead of a page that is neither kept nor to be had: at its own address, so that loading it again is all that is
 *  to be done later. */
async function noticeFor({ url }: { readonly url: URL }): Promise<Response> {
  const [, first] = url.pathname.split('/')
  const locale = first === 'ko' || first === 'en' ? first : navigator.language.startsWith('ko') ? 'ko' : 'en'
  const notices = await caches.open(NOTICES)
  return (await notices.match(`/${locale}/offline`)) ?? Response.error()
}

/** Some at a time. A file that cannot be had now comes when it is asked for. */
async function keepFiles(event: Installing): Promise<void> {
  const left = [...FORKLORE_FILES]
  const next = async () => {
    for (let file = left.shift(); file; file = left.shift())
      await files.handle({ event: event as never, request: new Request(file) }).catch(() => {})
  }
  await Promise.all(Array.from({ length: 4 }, next))
}

const worker = new Serwist({
  clientsClaim: true,
  skipWaiting: false,
  disableDevLogs: true,
  runtimeCaching: [
    {
      matcher: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_next/static/'),
      handler: files,
    },
    { matcher: isPage(EVERYBODYS), handler: pages(EVERYBODYS_PAGES, 100, PATIENCE) },
    // Whoever is here may be somebody else than when it was kept: a slow line is not reason enough.
    { matcher: isPage(OWN), handler: pages(OWN_PAGES, 10) },
    {
      matcher: ({ request, sameOrigin }) => sameOrigin && request.mode === 'navigate',
      handler: new NetworkOnly(),
    },
  ],
})
worker.setCatchHandler({ handle: ({ request }) => noticeFor({ url: new URL(request.url) }) })
worker.addEventListeners()
