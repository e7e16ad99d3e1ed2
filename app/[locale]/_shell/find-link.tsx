'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import type { Locale } from '@/lib/i18n/locale'

type Dialog = ComponentType<{ locale: Locale; onClose: () => void }>

/** The way to find, drawn as a field. Without a script it leads to the page that finds; with one it opens a window over this
 *  page, as `/` and Ctrl K do. The window and the index come when it is first opened. */
export function FindLink({
  locale,
  label,
  children,
}: {
  locale: Locale
  label: string
  children: ReactNode
}) {
  const [Dialog, setDialog] = useState<Dialog | null>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (new URLSearchParams(location.search).has('find'))
      void import('./found-words').then(({ markFoundWords }) => markFoundWords())
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isSlash = event.key === '/' && !isTyping(event.target)
      const isK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey
      if (event.defaultPrevented || event.altKey || !(isSlash || isK)) return
      event.preventDefault()
      open()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  const open = () => {
    setOpen(true)
    // Where the code cannot be had, the page still finds.
    if (!Dialog)
      import('./find-dialog').then(
        ({ FindDialog }) => setDialog(() => FindDialog),
        () => location.assign(`/${locale}/search`),
      )
  }
  return (
    <>
      <a
        className="header-find"
        href={`/${locale}/search`}
        aria-label={label}
        aria-keyshortcuts="/ Control+K"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          open()
        }}
      >
        {children}
      </a>
      {isOpen && Dialog && <Dialog locale={locale} onClose={() => setOpen(false)} />}
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
