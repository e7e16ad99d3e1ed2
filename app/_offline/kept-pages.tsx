'use client'

import { useEffect, useState } from 'react'
import { EVERYBODYS_PAGES } from './own-pages'

/** More would be a list to search in. */
const MOST = 12

type Kept = { readonly path: string; readonly title: string }

/** Pages in one language that this device has, the ones kept last first; nothing where there is none. */
export function KeptPages({ locale, title }: { locale: 'ko' | 'en'; title: string }) {
  const [pages, setPages] = useState<readonly Kept[]>([])
  useEffect(() => {
    let isGone = false
    keptIn(locale).then(
      (found) => {
        if (!isGone) setPages(found)
      },
      // Without storage nothing is kept.
      () => {},
    )
    return () => {
      isGone = true
    }
  }, [locale])
  if (pages.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {pages.map((page) => (
          <li key={page.path}>
            <a href={page.path}>{page.title}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

async function keptIn(locale: string): Promise<Kept[]> {
  const cache = await caches.open(EVERYBODYS_PAGES)
  const kept = [...(await cache.keys())].filter(({ url }) => new URL(url).pathname.startsWith(`/${locale}`))
  return Promise.all(
    kept
      .reverse()
      .slice(0, MOST)
      .map(async (request) => {
        const path = new URL(request.url).pathname
        const text = (await (await cache.match(request))?.text()) ?? ''
        const title = new DOMParser().parseFromString(text, 'text/html').title
        return { path, title: title.replace(/ – Forklore$/, '') || path }
      }),
  )
}
