'use client'

import { useEffect, useState } from 'react'
import type { ReviewState } from '@/app/api/review/route'
import type { Readiness } from '@/lib/progress/readiness'

/** How ready one is for each card; nothing for somebody new, or without a network. */
export function useReadiness(): Readonly<Record<string, Readiness>> {
  const [cards, setCards] = useState<Readonly<Record<string, Readiness>>>({})
  useEffect(() => {
    const ask = async () => {
      const response = await fetch('/api/review', { cache: 'no-store' })
      if (response.ok) setCards(((await response.json()) as ReviewState).cards)
    }
    ask().catch(() => {})
  }, [])
  return cards
}
