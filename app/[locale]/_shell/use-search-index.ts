import { useEffect, useState } from 'react'
import type { Locale } from '@/lib/i18n/locale'
import type { SearchIndex } from '@/lib/search/search-index'
import { decodeIndex, type WireIndex } from '@/lib/search/wire'

/** Of this page: an index that was fetched finds without a network. */
const fetched = new Map<Locale, Promise<SearchIndex>>()

/** The index of a language, null while it is on its way, `failed` where it cannot be had. */
export function useSearchIndex(locale: Locale): SearchIndex | 'failed' | null {
  const [known, setKnown] = useState<{ locale: Locale; index: SearchIndex | 'failed' } | null>(null)
  useEffect(() => {
    let isWanted = true
    const tell = (index: SearchIndex | 'failed') => isWanted && setKnown({ locale, index })
    fetchIndex(locale).then(tell, () => tell('failed'))
    return () => {
      isWanted = false
    }
  }, [locale])
  return known?.locale === locale ? known.index : null
}

function fetchIndex(locale: Locale): Promise<SearchIndex> {
  const known = fetched.get(locale) ?? load(locale)
  fetched.set(locale, known)
  known.catch(() => fetched.delete(locale))
  return known
}

async function load(locale: Locale): Promise<SearchIndex> {
  const response = await fetch(`/${locale}/search-index`)
  if (!response.ok || !response.body) throw new Error(`the index answered ${response.status}`)
  const unpacked = new Response(response.body.pipeThrough(new DecompressionStream('gzip')))
  return decodeIndex((await unpacked.json()) as WireIndex)
}
