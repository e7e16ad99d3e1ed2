import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { PreloadFonts } from '@/app/_fonts/preload'
import { LOCALES, toLocale } from '@/lib/i18n/locale'
import '@/app/_fonts/fonts.css'
import '@/app/globals.css'

export const dynamicParams = false

export function generateStaticParams() {
  return LOCALES.map((locale) => ({ locale }))
}

// What is in a frame of somebody else's page is no page of its own.
export const metadata: Metadata = { title: 'Forklore', robots: { index: false } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

/** A page for a frame of anybody's. It knows nobody: it has no header, reads nothing that the browser keeps for the product,
 *  not even the theme, and its policy (proxy.ts) lets it ask the server for nothing. */
export default async function EmbedLayout(props: {
  children: ReactNode
  params: Promise<{ locale: string }>
}) {
  const locale = toLocale((await props.params).locale)
  return (
    <html lang={locale}>
      <body>
        <PreloadFonts />
        {props.children}
      </body>
    </html>
  )
}
