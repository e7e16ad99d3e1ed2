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
    const begin = () => setTimeout(() => void keep().catch(() => {}), 1000)
    if (document.readyState === 'complete') begin()
    else addEventListener('load', begin, { once: true })
    return () => removeEventListener('load', begin)
  }, [])
  return null
}

/** The page that is open when its first worker comes was fetched without one: that asks for it once more, in the form that
 *  Serwist listens for. */
async function keep(): Promise<void> {
  const isKept = navigator.serviceWorker.controller !== null
  await navigator.serviceWorker.register('/sw.js')
  const { active } = await navigator.serviceWorker.ready
  const page = [location.pathname, { headers: { 'x-forklore-keep': '1' } }]
  if (!isKept) active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache: [page] } })
}
