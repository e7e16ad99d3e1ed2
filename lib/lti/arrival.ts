import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import type { Role } from '@/lib/classroom/classroom'
import {
  classesTaught,
  classToJoin,
  type Entry,
  enterByPlatform,
  entryOf,
} from '@/lib/classroom/platform-member'
import { catalogLesson } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import type { LtiContext } from '@/prisma/client/client'
import { type Choices, choicesOf, type HandOver, handOverOf } from './choice'
import type { Launch } from './claim'
import { type LtiCode, type LtiFailure, refused } from './failure'
import { browserCookie, hashOf } from './login'
import { isTied, knownPerson } from './person'
import type { Arrival } from './platform'
import { type Standing, standingOf } from './role'
import { addresses } from './settings'
import { targetOf } from './target'
import { keepLearner, keepLineItem, refreshTie, tieOf } from './tie'

/** @param cookie reads a cookie of the browser that asks
 *  @returns `arrival-over` where there is none (any more), `other-browser` where it began elsewhere */
export async function arrivalOf(
  ticket: string,
  cookie: (name: string) => string | undefined,
): Promise<({ readonly ok: true } & Arrival) | LtiFailure> {
  const login = await db.ltiLogin.findFirst({
    where: { ticket: hashOf(ticket), expiresAt: { gt: new Date() } },
    include: { platform: true },
  })
  if (!login) return refused('arrival-over')
  const browser = cookie(browserCookie(login.id))
  if (!browser || hashOf(browser) !== login.browser) return refused('other-browser')
  return { ok: true, id: login.id, platform: login.platform, launch: login.launch as unknown as Launch }
}

/** It has arrived, or has turned back: the ticket is good for nothing any more. */
export async function endArrival({ id }: Arrival): Promise<void> {
  await db.ltiLogin.deleteMany({ where: { id } })
}

/** What is to be done next with who comes.
 *  - `sign-in`: their account is known or to be made, and nobody has to be asked
 *  - `who`: somebody else is signed in here, of whom the platform knows nothing: are they the same?
 *  - `tie`: the course belongs to no class yet, and they teach it
 *  - `join`: they learn in the course, and the class has to say what its teacher sees
 *  - `staff`: they teach or assist in the course, and come in as that
 *  - `choose`, `return`: links are to be made in the course, of what a teacher chooses, and are handed over to the platform
 *  - `go`: nothing is left to do */
export type Step =
  | { readonly step: 'sign-in' }
  | { readonly step: 'who'; readonly viewer: Viewer }
  | {
      readonly step: 'tie'
      readonly viewer: Viewer
      readonly classes: readonly { readonly id: string; readonly name: string }[]
    }
  | {
      readonly step: 'join'
      readonly viewer: Viewer
      readonly classroom: NonNullable<Awaited<ReturnType<typeof classToJoin>>>
    }
  | {
      readonly step: 'staff'
      readonly viewer: Viewer
      readonly role: Exclude<Standing, 'learner'>
      readonly classroomId: string
    }
  | {
      readonly step: 'choose'
      readonly classroomId: string
      readonly choices: Choices
      readonly isMultiple: boolean
    }
  | { readonly step: 'return'; readonly handOver: HandOver }
  | { readonly step: 'go'; readonly path: string }
  | { readonly step: 'refused'; readonly code: LtiCode }

/** @param viewer who is signed in here, or a guest; null: nobody */
export async function nextStep(arrival: Arrival, viewer: Viewer | null): Promise<Step> {
  const { platform, launch } = arrival
  const known = await knownPerson(platform, launch)
  if (!viewer || viewer.isGuest || (known && known.id !== viewer.id)) return { step: 'sign-in' }
  // Who has come from there before in this account is somebody else.
  if (!known) return (await isTied(viewer, platform)) ? { step: 'sign-in' } : { step: 'who', viewer }
  const our = addresses()
  if (!our) return { step: 'refused', code: 'not-set-up' }
  const standing = standingOf(launch.roles)
  const target = targetOf(launch.target, our.home)
  if (!launch.context && launch.choosing) return { step: 'refused', code: 'message-unknown' }
  if (!launch.context)
    return { step: 'go', path: target?.kind === 'lesson' ? lessonPath(target.slug) : '/today' }
  const tie = await tieOf(platform, launch)
  if (!tie) return untied(viewer, standing)
  await refreshTie(tie, launch)
  return inClass(viewer, arrival, tie, standing, our.home)
}

async function untied(viewer: Viewer, standing: Standing | null): Promise<Step> {
  if (standing === null) return { step: 'refused', code: 'no-role' }
  if (standing !== 'teacher') return { step: 'refused', code: 'not-tied' }
  return { step: 'tie', viewer, classes: await classesTaught(viewer) }
}

async function inClass(
  viewer: Viewer,
  arrival: Arrival,
  tie: LtiContext,
  standing: Standing | null,
  home: string,
): Promise<Step> {
  const { classroomId } = tie
  // Who is in the class already goes on, whatever the platform calls them by now.
  const entry: Entry | null = await entryOf(viewer, classroomId, standing ?? 'learner')
  if (!entry) return { step: 'refused', code: 'not-tied' }
  const { launch } = arrival
  if (entry.state === 'in') await keepLearner(tie, viewer)
  if (entry.state === 'in' && launch.choosing) return choosingIn(arrival, tie, entry.role)
  if (entry.state === 'in') return { step: 'go', path: await pathIn(tie, launch, home) }
  if (standing === null) return { step: 'refused', code: 'no-role' }
  if (entry.state === 'staff') return { step: 'staff', viewer, role: entry.role, classroomId }
  if (entry.state !== 'joins') return { step: 'refused', code: entry.state }
  const classroom = await classToJoin(viewer, classroomId)
  return classroom ? { step: 'join', viewer, classroom } : { step: 'refused', code: 'not-tied' }
}

/** Of what links are made only who teaches the class decides. */
async function choosingIn(arrival: Arrival, tie: LtiContext, role: Role): Promise<Step> {
  if (role !== 'teacher') return { step: 'refused', code: 'not-teacher' }
  const handOver = await handOverOf(arrival, tie, arrival.launch.locale ?? 'ko')
  if (handOver) return { step: 'return', handOver }
  const { classroomId } = tie
  const isMultiple = arrival.launch.choosing?.isMultiple ?? false
  return { step: 'choose', classroomId, choices: await choicesOf(classroomId), isMultiple }
}

/** Where a link leads in a class: to its assignment, to a lesson, or to the class itself, where what it was for is gone. */
async function pathIn(tie: LtiContext, launch: Launch, home: string): Promise<string> {
  const { classroomId } = tie
  const target = targetOf(launch.target, home)
  if (target?.kind === 'lesson' && catalogLesson(target.slug)) return lessonPath(target.slug)
  const isHere =
    target?.kind === 'assignment' &&
    (await db.assignment.count({ where: { id: target.id, classroomId } })) > 0
  if (isHere) await keepLineItem(tie, target.id, launch)
  return isHere ? `/classes/${classroomId}/assignments/${target.id}` : `/classes/${classroomId}`
}

function lessonPath(slug: string): string {
  return catalogLesson(slug) ? `/learn/${slug}` : '/today'
}

/** Lets who comes into the class that their course is tied to.
 *  @param input see `enterByPlatform` */
export async function enterClass(
  { platform, launch }: Arrival,
  viewer: Viewer,
  role: Role,
  input: unknown,
  deviceHash: string | null = null,
): Promise<{ readonly ok: true } | LtiFailure> {
  const tie = await tieOf(platform, launch)
  if (!tie) return refused('not-tied')
  const entered = await enterByPlatform(viewer, tie.classroomId, role, input, launch.email, deviceHash)
  if (entered.ok) return entered
  const { code } = entered
  return refused(isCode(code) ? code : 'not-tied')
}

function isCode(code: string): code is 'removed' | 'closed' | 'full' | 'name-ill-formed' {
  return ['removed', 'closed', 'full', 'name-ill-formed'].includes(code)
}
