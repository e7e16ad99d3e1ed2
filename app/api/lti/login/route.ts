import { headers } from 'next/headers'
import { escapeHtml } from '@/app/_ui/escape-html'
import { messages } from '@/lib/i18n/messages'
import { beginLogin } from '@/lib/lti/login'
import { readForm } from '../../answer'
import { goTo, localeHere, onTheWay, toPage, wayCookies } from '../way'

/** Where a platform begins to send somebody here, by an address or a form. */
export async function GET(request: Request): Promise<Response> {
  return begin(request, Object.fromEntries(new URL(request.url).searchParams))
}

export async function POST(request: Request): Promise<Response> {
  return begin(request, (await readForm(request)) ?? {})
}

function begin(request: Request, asked: Readonly<Record<string, string>>): Promise<Response> {
  return onTheWay(async () => {
    // No page of ours stands in a frame, and many browsers keep no cookie of a site that is framed: it opens in a window of its own.
    if (isFramed(await headers())) return inOwnWindow(request, asked)
    const begun = await beginLogin(asked)
    if (!begun.ok) return toPage(await localeHere(), { code: begun.code })
    const { name, value, seconds } = begun.cookie
    ;(await wayCookies()).write(name, value, seconds)
    return goTo(begun.url)
  })
}

function isFramed(sent: Headers): boolean {
  return ['iframe', 'frame', 'embed', 'object'].includes(sent.get('sec-fetch-dest') ?? '')
}

/** The one page of this that may be framed: a link that begins again in a new window. */
async function inOwnWindow(request: Request, asked: Readonly<Record<string, string>>): Promise<Response> {
  const locale = await localeHere()
  const m = messages(locale).lti
  const again = `${new URL(request.url).pathname}?${new URLSearchParams(asked)}`
  const page = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Forklore</title>
<p>${escapeHtml(m.frameBody)}</p>
<p><a href="${escapeHtml(again)}" target="_blank" rel="noopener">${escapeHtml(m.frameOpen)}</a></p>
`
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
  })
}
