import type { NextRequest } from 'next/server'
import { hintOf } from '@/lib/attempt/hint'
import { scorer } from '@/lib/attempt/scorer'
import { admitReader, answer } from '../answer'

/** The hint of `?item=` as `&hash=` shows it, in `&locale=`: `HintResult`. No page holds it before it is asked for. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = Object.fromEntries(request.nextUrl.searchParams)
  return answer(async () => (await admitReader()) ?? hintOf(asked, scorer))
}
