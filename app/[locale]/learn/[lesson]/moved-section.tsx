'use client'

import { useEffect } from 'react'

/** Leads a link to a section that once stood on this page on to where it stands now: a fragment is known to the
 *  browser alone.
 *  @param moved ids of such sections, each with the address of its lesson */
export function MovedSection({ moved }: { moved: Readonly<Record<string, string>> }) {
  useEffect(() => {
    const follow = () => {
      const id = location.hash.slice(1)
      const lesson = Object.hasOwn(moved, id) ? moved[id] : undefined
      if (lesson) location.replace(`${lesson}#${id}`)
    }
    follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [moved])
  return null
}
