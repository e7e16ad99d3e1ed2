'use client'

import { useEffect, useSyncExternalStore } from 'react'

/** What `GET /api/me` says about whoever is looking. `viewer` is null for somebody who has stored nothing. */
export type Me = {
  readonly viewer: { readonly name: string | null; readonly guest: boolean } | null
  /** Answered items: whether the newest answer was entirely right, null for what has no right; of a card the
   *  newest rating. */
  readonly answered: readonly {
    readonly itemId: string
    readonly correct: boolean | null
    readonly rating: number | null
  }[]
  /** Sections that were opened, the newest look first. */
  readonly sections: readonly string[]
}

let me: Me | null = null
let asked = false
const listeners = new Set<() => void>()

/** What is personal, null until it is known. Every island shares one request a page. */
export function useMe(): Me | null {
  useEffect(() => {
    if (!asked) void refreshMe()
  }, [])
  return useSyncExternalStore(subscribe, read, readOnServer)
}

/** Asks again, after something was stored. Without a network the page stays as it is. */
export async function refreshMe(): Promise<void> {
  asked = true
  try {
    const response = await fetch('/api/me', { cache: 'no-store', headers: { accept: 'application/json' } })
    if (!response.ok) return void response.body?.cancel()
    me = (await response.json()) as Me
    for (const tell of listeners) tell()
  } catch {
    asked = false
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Me | null {
  return me
}

function readOnServer(): null {
  return null
}
