'use client'

import { usePathname } from 'next/navigation'
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { LOCALE_COOKIE, type Locale, swapLocale } from '@/lib/i18n/locale'

const YEAR_IN_SECONDS = 365 * 24 * 60 * 60

/** A link of the main menu that knows whether the reader is in its part of the site. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname()
  const here = path === href || path.startsWith(`${href}/`)
  return (
    <a href={href} aria-current={here ? (path === href ? 'page' : 'true') : undefined}>
      {children}
    </a>
  )
}

/** The same page in the other language. The choice is remembered for whoever asks for `/` later. */
export function LocaleLink({ to, label, children }: { to: Locale; label: string; children: ReactNode }) {
  const href = swapLocale(usePathname(), to)
  return (
    <a
      className="header-locale"
      href={href}
      hrefLang={to}
      lang={to}
      title={label}
      onClick={(event) => {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
        document.cookie = `${LOCALE_COOKIE}=${to};path=/;max-age=${YEAR_IN_SECONDS};samesite=lax`
        event.currentTarget.href = href + location.search + location.hash
      }}
    >
      {children}
    </a>
  )
}

/** The menu of a phone: a `<details>`, which opens before any script runs. Escape, a tap beside it and going elsewhere close it. */
export function Menu({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (menu.current?.open && !menu.current.contains(event.target as Node)) menu.current.open = false
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !menu.current?.open) return
    menu.current.open = false
    menu.current.querySelector('summary')?.focus()
  }
  const onBlur = (event: FocusEvent) => {
    // A tap that focuses nothing is no way out: it may be on the menu itself.
    if (event.relatedTarget && !menu.current?.contains(event.relatedTarget)) menu.current!.open = false
  }
  return (
    <details ref={menu} className="header-menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <summary className="icon-button" aria-label={label}>
        {icon}
      </summary>
      <nav aria-label={label}>{children}</nav>
    </details>
  )
}

export function ThemeButton({ label, children }: { label: string; children: ReactNode }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={switchTheme}>
      {children}
    </button>
  )
}

/** Switches between light and dark and remembers it on this device. */
export function switchTheme(): void {
  const root = document.documentElement
  const shown = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  root.dataset.theme = shown === 'dark' ? 'light' : 'dark'
  try {
    localStorage.setItem('theme', root.dataset.theme)
  } catch {
    // Storage may be switched off: the theme then lasts as long as the page.
  }
}
