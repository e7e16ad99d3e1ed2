'use client'

import type { Locale } from '@/lib/i18n/locale'
import { useMe } from './me'

/** The way to sign in, or to one's account once it is known who is looking. Its width is kept, so that the
 *  header does not move when the answer comes. */
export function AccountLink({
  locale,
  signIn,
  account,
}: {
  locale: Locale
  signIn: string
  account: string
}) {
  const viewer = useMe()?.viewer
  const known = viewer && !viewer.guest
  return (
    <a className="button button-small header-account" href={`/${locale}/${known ? 'account' : 'sign-in'}`}>
      <span>{known ? (viewer.name ?? account) : signIn}</span>
    </a>
  )
}
