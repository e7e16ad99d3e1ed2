'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** In development: asks for the page again when `npm run dev` says that a file of content/ was saved. */
export function DevRefresh({ port }: { port: string }) {
  const router = useRouter()
  useEffect(() => {
    const events = new EventSource(`http://localhost:${port}`)
    events.onmessage = () => router.refresh()
    return () => events.close()
  }, [port, router])
  return null
}
