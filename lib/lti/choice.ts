import 'server-only'
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { catalog, catalogLesson } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import type { Localized } from '@/lib/quiz/item'
import { CLAIM, VERSION } from './claim'
import { MAXIMUM } from './grade'
import { ALG, signingKey } from './key'
import type { Arrival } from './platform'
import { addresses } from './settings'

// What a teacher has links made of in the platform's course: Deep Linking 2.0.

/** At most so many assignments can be chosen from, the newest. */
const MOST_ASSIGNMENTS = 200

/** What can be chosen for a class. */
export type Choices = {
  readonly lessons: readonly { readonly key: string; readonly title: Localized }[]
  readonly assignments: readonly { readonly key: string; readonly title: string }[]
}

export async function choicesOf(classroomId: string): Promise<Choices> {
  const assignments = await db.assignment.findMany({
    where: { classroomId },
    select: { id: true, title: true },
    orderBy: [{ openAt: 'desc' }, { id: 'desc' }],
    take: MOST_ASSIGNMENTS,
  })
  return {
    lessons: catalog().lessons.map(({ slug, title }) => ({ key: lessonKey(slug), title })),
    assignments: assignments.map(({ id, title }) => ({ key: assignmentKey(id), title })),
  }
}

const lessonKey = (slug: string) => `lesson:${slug}`
const assignmentKey = (id: string) => `assignment:${id}`

/** Keeps what was chosen of `choicesOf`, until it is handed over; what is none of it is left out, and all but the first where the platform
 *  takes one. */
export async function keepChosen(
  { id, launch }: Arrival,
  classroomId: string,
  wanted: readonly string[],
): Promise<void> {
  if (!launch.choosing) return
  const { lessons, assignments } = await choicesOf(classroomId)
  const known = [...lessons, ...assignments].map(({ key }) => key).filter((key) => wanted.includes(key))
  const chosen = launch.choosing.isMultiple ? known : known.slice(0, 1)
  const next = { ...launch, choosing: { ...launch.choosing, chosen } }
  await db.ltiLogin.updateMany({ where: { id }, data: { launch: next } })
}

/** What a browser hands over to the platform: a token that we sign, for an address of the platform's. */
export type HandOver = { readonly url: string; readonly token: string; readonly count: number }

/** Null where nothing has been chosen yet.
 *  @param contextId of the tie
 *  @param locale of what links are called */
export async function handOverOf(
  { platform, launch }: Arrival,
  tie: { readonly id: string; readonly classroomId: string },
  locale: 'ko' | 'en',
): Promise<HandOver | null> {
  const { choosing, deploymentId } = launch
  const our = addresses()
  if (!choosing?.chosen || !our) return null
  const items = await Promise.all(choosing.chosen.map((key) => itemOf(key, tie, our.home, locale)))
  const { kid, key } = await signingKey()
  const token = await new SignJWT({
    ...{ nonce: randomUUID(), [CLAIM.deployment]: deploymentId, [CLAIM.version]: VERSION },
    [CLAIM.message]: 'LtiDeepLinkingResponse',
    [CLAIM.chosen]: items.flat(),
    ...(choosing.data !== null && { [CLAIM.data]: choosing.data }),
  })
    .setProtectedHeader({ alg: ALG, kid })
    .setIssuer(platform.clientId)
    .setAudience(platform.issuer)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key)
  return { url: choosing.returnUrl, token, count: items.flat().length }
}

/** A link as the platform keeps it; none of what is gone meanwhile. Of an assignment it has a column in the gradebook, where there is none
 *  yet. */
async function itemOf(
  key: string,
  tie: { readonly id: string; readonly classroomId: string },
  home: string,
  locale: 'ko' | 'en',
): Promise<object[]> {
  const [kind, id = ''] = key.split(':')
  const link = (title: string, url: string, more: object = {}) => {
    return [{ type: 'ltiResourceLink', title, url, window: { targetName: '_blank' }, ...more }]
  }
  if (kind === 'lesson') {
    const lesson = catalogLesson(id)
    return lesson ? link(lesson.title[locale], `${home}/learn/${id}`) : []
  }
  const { classroomId } = tie
  const assignment = await db.assignment.findFirst({ where: { id, classroomId }, select: { title: true } })
  if (!assignment) return []
  const { title } = assignment
  const hasColumn = (await db.ltiLineItem.count({ where: { contextId: tie.id, assignmentId: id } })) > 0
  const lineItem = { label: title, scoreMaximum: MAXIMUM, resourceId: id, tag: 'assignment' }
  return link(title, `${home}/classes/${classroomId}/assignments/${id}`, hasColumn ? {} : { lineItem })
}
