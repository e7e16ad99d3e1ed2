import { headers } from 'next/headers'
import { clientAddress } from '@/lib/auth/origin'
import { stopMail } from '@/lib/daily/store'
import { takeLocally } from '@/lib/rate-limit/local'
import { answer } from '../../../answer'

type Props = { params: Promise<{ key: string }> }

/** Ends the mail of whoever has this address: what a reader of mail asks when its own button is pressed (RFC 8058). It comes
 *  from no page, and without a cookie. Whether there was such mail is not told. */
export async function POST(_request: Request, { params }: Props): Promise<Response> {
  const limited = takeLocally('feed-by-address', clientAddress(await headers()))
  if (limited) return answer(limited)
  const { key } = await params
  return answer(async () => {
    await stopMail(key)
    return { ok: true }
  })
}

/** The same address, opened from the message: what looks through messages opens every link, so that this only leads to the
 *  page that asks. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { key } = await params
  const location = `/review?stop=${encodeURIComponent(key)}`
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}
