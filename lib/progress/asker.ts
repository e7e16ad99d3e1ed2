import 'server-only'
import { deviceMark } from '@/lib/auth/device'
import type { Viewer } from '@/lib/auth/viewer'

/** Who asks for what is right: somebody known, or nobody yet, in a browser that a class may know. */
export type Asker = {
  readonly viewer: Pick<Viewer, 'id'> | null
  /** `deviceMark`; null where there is none. */
  readonly device: string | null
}

/** Whoever asks by the request that is being answered. */
export async function askerOf(viewer: Viewer | null): Promise<Asker> {
  return { viewer, device: await deviceMark() }
}
