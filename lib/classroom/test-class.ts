/** People, classes and answers for the tests of classes. */
import { randomUUID } from 'node:crypto'
import { type NewResponse, storeResponse } from '@/lib/attempt/store'
import { viewerOf } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { joinClassroom } from './membership'
import { createClassroom } from './store'

/** Somebody new with an account. */
export async function account(): Promise<Viewer> {
  return viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
}

/** Somebody new without one. */
export async function guest(): Promise<Viewer> {
  return viewerOf(await db.user.create({ data: { guest: true, guestKeyHash: randomUUID() } }))
}

/** A class with a teacher of its own, whom no learner is called like. */
export async function newClass(): Promise<{ id: string; code: string; teacher: Viewer }> {
  const teacher = await account()
  const made = await createClassroom(teacher, { name: '운영체제 2분반', displayName: '김서연' })
  if (!made.ok) throw new Error(made.code)
  return { id: made.id, code: made.code, teacher }
}

/** Joins under a name that nobody else has. */
export function joins(viewer: Viewer, code: string, shareEarlier = false) {
  return joinClassroom(viewer, { code, displayName: viewer.id, shareEarlier })
}

/** Stores the choice of an option, worth nothing where `score` does not say otherwise. */
export function choose(
  viewer: Viewer,
  itemId: string,
  option: string,
  score: Partial<NewResponse['score']>,
  rest: Partial<NewResponse> = {},
) {
  const ungraded = { engineVersion: '1', itemHash: 'h', state: 'scored', codes: [], replayed: null } as const
  return storeResponse(viewer, {
    id: randomUUID(),
    attemptId: randomUUID(),
    itemId,
    itemHash: 'h',
    seed: 1,
    locale: 'ko',
    answer: { kind: 'choice', option },
    mode: 'practice',
    durationMs: null,
    confidence: null,
    hintsShown: 0,
    heldMs: 0,
    score: { ...ungraded, earned: 0, total: 1, ...score },
    ...rest,
  })
}
