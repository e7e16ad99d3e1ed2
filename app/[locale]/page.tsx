import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const m = messages(toLocale((await params).locale)).shell
  return (
    <main id="main">
      <h1>{m.product}</h1>
      <p>{m.tagline}</p>
    </main>
  )
}
