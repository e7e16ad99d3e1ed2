import { headers } from 'next/headers'
import { viewerOfToken } from '@/lib/auth/api-token'
import { clientAddress } from '@/lib/auth/origin'
import type { Viewer } from '@/lib/auth/viewer'
import { takeLocally } from '@/lib/rate-limit/local'
import { answer } from '../answer'

/** Answers whoever's token a request carries (`Authorization: Bearer …`); a cookie is nothing here. What is null is not there. */
export function serve(request: Request, read: (viewer: Viewer) => Promise<object | null>): Promise<Response> {
  return answer(async () => {
    const limited = takeLocally('read-by-address', clientAddress(await headers()))
    if (limited) return limited
    const [, token = ''] = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
    const viewer = await viewerOfToken(token, (id) => takeLocally('token-seen', id) === null)
    if (!viewer) return { ok: false, code: 'signed-out' }
    return takeLocally('api-by-person', viewer.id) ?? (await read(viewer)) ?? { ok: false, code: 'not-found' }
  })
}
