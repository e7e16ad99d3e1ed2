import 'server-only'
import { headers } from 'next/headers'
import { admitGuest } from '@/lib/attempt/submit'
import { clientAddress, isSameOrigin } from '@/lib/auth/origin'
import { getViewer, type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import { type RateLimited, take, takeAll } from '@/lib/rate-limit/store'
import {
  type ClassFailure,
  type ClassPreview,
  createClassroom,
  joinClassroom,
  previewClassroom,
} from './store'

/** `signed-out`: nobody is known here. `cross-origin`: the request comes from another site's page. */
export type DeskFailure =
  | ClassFailure
  | RateLimited
  | { readonly ok: false; readonly code: 'signed-out' | 'cross-origin' }
export type DeskCode = DeskFailure['code']

/** What another site's page may not ask for, and nobody without a row. */
export async function asViewer<T>(work: (viewer: Viewer) => Promise<T>): Promise<T | DeskFailure> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  const viewer = await getViewer()
  return viewer ? work(viewer) : { ok: false, code: 'signed-out' }
}

/** `createClassroom` at a limited rate. */
export async function openClassroom(input: unknown) {
  return asViewer(
    async (viewer) => (await take('class-by-person', viewer.id)) ?? createClassroom(viewer, input),
  )
}

/** `previewClassroom` at a limited rate: it is how codes would be guessed. */
export async function lookUpCode(code: unknown): Promise<ClassPreview | DeskFailure> {
  const viewer = await getViewer()
  const limited = await limitGuessing(viewer)
  return limited ?? previewClassroom(viewer, code)
}

/** `joinClassroom` at a limited rate, a guest being made for somebody new. */
export async function join(
  input: unknown,
  locale: 'ko' | 'en',
  guestKey: string | null,
): Promise<{ ok: true; id: string } | DeskFailure> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  const limited = await limitGuessing(await getViewer())
  if (limited) return limited
  // A wrong code makes no guest.
  const preview = await previewClassroom(null, codeOf(input))
  if (!preview.ok) return preview
  const admitted = await viewerWhoStores(locale, guestKey, admitGuest)
  return admitted.ok ? joinClassroom(admitted.viewer, input) : admitted
}

async function limitGuessing(viewer: Viewer | null): Promise<RateLimited | null> {
  const address = clientAddress(await headers())
  return takeAll([
    ...(viewer ? [['join-by-person', viewer.id] as const] : []),
    ['join-by-address', address] as const,
  ])
}

function codeOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'code' in input ? input.code : null
}
