'use client'

import { useEffect } from 'react'

/** Has a worker keep what is opened, for when there is no network. It begins once the page has all it needs, and not where
 *  somebody saves data. */
export function KeepOffline() {
  useEffect(() => {
    const { connection } = navigator as { connection?: { saveData?: boolean } }
    // While the product is developed nothing is kept; a worker of a build ends itself (`sw.js/route.ts`).
    if (process.env.NODE_ENV === 'development') return
    if (!('serviceWorker' in navigator) || connection?.saveData) return
    if (!cameByWorker()) setUnkept([...unkept(), location.pathname])
    const begin = () => setTimeout(() => void keep().catch(() => {}), 1000)
    if (document.readyState === 'complete') begin()
    else addEventListener('load', begin, { once: true })
    return () => removeEventListener('load', begin)
  }, [])
  return null
}

/** Whether a worker fetched the page that is open, and so has it. */
function cameByWorker(): boolean {
  const [way] = performance.getEntriesByType('navigation')
  return way instanceof PerformanceNavigationTiming && way.workerStart > 0
}

/** Pages that were opened before there was a worker are asked for by it once more, in the form that Serwist listens for: this one, and
 *  those that were left before it came. */
async function keep(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js')
  const { active } = await navigator.serviceWorker.ready
  const urlsToCache = [...new Set(unkept())].map((page) => [page, { headers: { 'x-forklore-keep': '1' } }])
  if (urlsToCache.length === 0) return
  active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache } })
  setUnkept([])
}

/** Where the addresses of pages stand, for as long as this tab is open, that no worker has. */
const UNKEPT = 'forklore.unkept'

function unkept(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(UNKEPT) ?? '[]')
  } catch {
    // Without storage the page that is open is the only one that is known.
    return cameByWorker() ? [] : [location.pathname]
  }
}

function setUnkept(pages: readonly string[]): void {
  try {
    sessionStorage.setItem(UNKEPT, JSON.stringify(pages))
  } catch {
    // See above.
  }
}
