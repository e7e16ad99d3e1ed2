import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { problem as en } from '@/lib/i18n/en/problem'
import { problem as ko } from '@/lib/i18n/ko/problem'
import { messages } from '@/lib/i18n/messages'

/**
 * Puts our own page in the place of the one that Next answers with when a rendering failed altogether: that is in
 * English only, and its style is one that our policy refuses. `app/global-error.tsx` is for what fails in the browser.
 * The page for addresses that are nowhere gives the frame: it too stands alone, in both languages.
 * @param build the folder of a finished `next build`
 * @throws Error when that page is not as it was when this was written
 */
export function writeErrorPage(build: string): void {
  const frame = readFileSync(path.join(build, 'server/app/_not-found.html'), 'utf8')
  const page = errorPage(frame)
  // Kept in more than one place.
  for (const file of readdirSync(path.join(build, 'server'), { recursive: true, encoding: 'utf8' }))
    if (/^(?:_global-error|500)\.html$/.test(path.basename(file)))
      writeFileSync(path.join(build, 'server', file), page)
}

/** @param frame the prerendered page of an address that is nowhere */
export function errorPage(frame: string): string {
  // No code of React's is kept: it would draw the other page again. The scripts in the head are our own.
  const [head = '', body = ''] = frame.split('<body>')
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? ''
  let page = `${head.replace(/<script[^>]*\ssrc=[^>]*><\/script>|<link rel="preload"[^>]*>/g, '')}<body>${main}${CODE_SCRIPT}</body></html>`
  for (const [locale, m] of [
    ['ko', ko],
    ['en', en],
  ] as const) {
    const { notFoundTitle, notFoundBody, toLessons } = messages(locale).shell
    for (const [from, to] of [
      [`<h1>${notFoundTitle}</h1>`, `<h1>${m.title}</h1>`],
      [`<p>${notFoundBody}</p>`, `<p>${m.body}</p>${codeOf(m.code(''))}`],
      // An empty address is the one that failed.
      [`href="/${locale}/learn">${toLessons}</a>`, `href="">${m.retry}</a>`],
    ] as const) {
      if (!page.includes(from))
        throw new Error(`The page of a wrong address has no ${from}: see lib/cli/build/error-page.ts.`)
      page = page.replace(from, to)
    }
  }
  return page.replace(/<title>[^<]*<\/title>/, `<title>500 – ${messages('ko').shell.product}</title>`)
}

/** Where the id of the request goes. @param words before it */
function codeOf(words: string): string {
  return `<p class="notice-code" data-words="${words}"></p>`
}

/** The page is the same for every request that failed: the id of this one came with it, as a header that a page can read. */
const CODE_SCRIPT = `<script>{const r=performance.getEntriesByType('navigation')[0]?.serverTiming?.find((t)=>t.name==='request');if(r)for(const p of document.querySelectorAll('.notice-code'))p.textContent=p.dataset.words+r.description}</script>`
