import { headers } from 'next/headers'
import { siteOrigin } from '@/app/site-origin'
import { clientAddress } from '@/lib/auth/origin'
import { atomOf, calendarOf } from '@/lib/daily/feed'
import { personOfFeed, questionsOf } from '@/lib/daily/store'
import { messages } from '@/lib/i18n/messages'
import { takeLocally } from '@/lib/rate-limit/local'
import { answer } from '../../answer'
import { entryOf } from '../entry'

/** The forms of a feed, by the ending of its address. */
const FORMS = {
  atom: { write: atomOf, type: 'application/atom+xml; charset=utf-8' },
  ics: { write: calendarOf, type: 'text/calendar; charset=utf-8' },
} as const

/** Somebody's questions of the last days, at `/api/daily/<key>.atom` and `.ics`. Readers of feeds have no cookies: the address
 *  is what they have, and none is looked at. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const [key = '', ending = ''] = (await params).file.split('.')
  const limited =
    takeLocally('feed-by-address', clientAddress(await headers())) ?? takeLocally('feed-by-key', key)
  if (limited) return answer(limited)
  const form = Object.hasOwn(FORMS, ending) ? FORMS[ending as keyof typeof FORMS] : null
  const person = form && (await personOfFeed(key))
  if (!person) return answer({ ok: false, code: 'not-found' })
  const { viewer, daily } = person
  const [origin, asked] = [await siteOrigin(), await questionsOf(viewer)]
  const text = form.write({
    key,
    title: messages(daily.locale).daily.feedTitle,
    locale: daily.locale,
    self: `${origin}/api/daily/${key}.${ending}`,
    site: `${origin}/${daily.locale}/review`,
    entries: asked.flatMap((one) => entryOf(one, daily.locale, origin) ?? []),
  })
  return new Response(text, {
    headers: {
      'content-type': form.type,
      'cache-control': 'private, max-age=900',
      'x-robots-tag': 'noindex',
    },
  })
}
