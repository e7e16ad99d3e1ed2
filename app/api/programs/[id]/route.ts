import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { isSameOrigin } from '@/lib/auth/origin'
import { getViewer } from '@/lib/auth/viewer'
import { deleteProgram, savedVersion } from '@/lib/lab/store'
import { admitReader, answer } from '../../answer'

type Context = { params: Promise<{ id: string }> }

const UNKNOWN = { ok: false, code: 'unknown-program' } as const

/** One version of one's own program, `?version=` or the newest: `SavedVersion`. Somebody else's is none. */
export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const { id } = await context.params
  const asked = request.nextUrl.searchParams.get('version')
  const ordinal = z.coerce.number().int().positive().max(0x7fff_ffff).nullable().safeParse(asked)
  return answer(async () => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    const found = viewer && ordinal.success ? await savedVersion(viewer, id, ordinal.data) : null
    return found ?? UNKNOWN
  })
}

/** Deletes one's own program with all of its versions. */
export async function DELETE(request: Request, context: Context): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const { id } = await context.params
  return answer(async () => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    return viewer && (await deleteProgram(viewer, id)) ? { ok: true } : UNKNOWN
  })
}
