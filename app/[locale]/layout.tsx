import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { publicUrl } from '@/lib/auth/origin'
import { LOCALES, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { PreloadFonts } from '../_fonts/preload'
import { KeepOffline } from '../_offline/keep'
import '../_fonts/fonts.css'
import '../globals.css'
import { Footer } from './_shell/footer'
import { Header } from './_shell/header'
import { ThemeScript } from './_shell/theme-script'

const DevRefresh =
  process.env.NODE_ENV === 'development' ? (await import('./_shell/dev-refresh')).DevRefresh : null

export const dynamicParams = false

export function generateStaticParams() {
  return LOCALES.map((locale) => ({ locale }))
}

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).shell
  return {
    // What is passed on has to be a whole address, which the build knows only where it is set.
    metadataBase: publicUrl(),
    title: { default: `${m.product} – ${m.tagline}`, template: `%s – ${m.product}` },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children, params }: Props) {
  const locale = toLocale((await params).locale)
  return (
    <html lang={locale} suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body>
        <PreloadFonts />
        <Header locale={locale} />
        {children}
        <Footer locale={locale} />
        {process.env.NODE_ENV === 'production' && <KeepOffline />}
        {DevRefresh && <DevRefresh port={process.env.FORKLORE_REFRESH ?? ''} />}
      </body>
    </html>
  )
}
