import 'server-only'
import { tokensOf } from '@/lib/auth/api-token'
import { pendingEmail } from '@/lib/auth/email-change'
import { storedSessions } from '@/lib/auth/open-session'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { shownMastery } from '@/lib/progress/shown-store'
import type { AllWithheld } from '@/lib/progress/withheld-store'

/** Everything that is stored about one person, as plain data. Nothing derived from it is missing but what
 *  others see: no password hash, no key of a session or of a feed, nobody else's name; and no hash of an item, by which its key could be
 *  found out before it is shown. */
export async function exportViewer(viewer: Viewer, withheld: AllWithheld): Promise<object> {
  const { id } = viewer
  const [
    person,
    stored,
    attempts,
    sections,
    mastery,
    due,
    mocks,
    problems,
    programs,
    memberships,
    accounts,
    daily,
    dailyQuestions,
    sessions,
    emailChange,
    apiTokens,
    questions,
    classEvents,
    decided,
    written,
  ] = await Promise.all([
    db.user.findUniqueOrThrow({
      where: { id },
      select: {
        id: true,
        email: true,
        emailVerified: true,
        displayName: true,
        name: true,
        image: true,
        locale: true,
        createdAt: true,
      },
    }),
    db.itemResponse.findMany({
      where: { userId: id },
      include: {
        scores: {
          orderBy: { id: 'asc' },
          omit: { id: true, responseId: true, itemHash: true, graderId: true },
        },
        // By their classes.
        decisions: { omit: { id: true, responseId: true, deciderId: true }, orderBy: { id: 'asc' } },
      },
      omit: { userId: true, itemHash: true },
      orderBy: { createdAt: 'asc' },
    }),
    db.attempt.findMany({ where: { userId: id }, omit: { userId: true }, orderBy: { startedAt: 'asc' } }),
    db.sectionProgress.findMany({
      where: { userId: id },
      omit: { userId: true },
      orderBy: { section: 'asc' },
    }),
    shownMastery(viewer, withheld),
    db.review.findMany({ where: { userId: id }, omit: { userId: true }, orderBy: { itemId: 'asc' } }),
    db.mock.findMany({
      where: { userId: id },
      omit: { userId: true, shareKey: true },
      orderBy: { startedAt: 'asc' },
    }),
    db.problem.findMany({
      where: { userId: id },
      omit: { userId: true, itemHash: true },
      orderBy: { createdAt: 'asc' },
    }),
    db.savedProgram.findMany({
      where: { userId: id },
      omit: { userId: true },
      include: { versions: { omit: { programId: true }, orderBy: { ordinal: 'asc' } } },
      orderBy: { id: 'asc' },
    }),
    db.membership.findMany({
      where: { userId: id },
      omit: { userId: true, deviceHash: true },
      include: {
        classroom: { select: { name: true } },
        votes: { omit: { membershipId: true }, orderBy: { at: 'asc' } },
        extensions: { omit: { membershipId: true } },
        ltiCourses: { select: { context: { select: { title: true } } }, orderBy: { contextId: 'asc' } },
        ltiScores: { omit: { membershipId: true }, orderBy: { at: 'asc' } },
        sittings: {
          omit: { membershipId: true, id: true, seed: true },
          include: { answers: { omit: { sittingId: true, responseId: true }, orderBy: { place: 'asc' } } },
          orderBy: { startedAt: 'asc' },
        },
        invitee: { select: { name: true, email: true, number: true, matchedBy: true } },
        changes: { select: { was: true, status: true, at: true }, orderBy: { id: 'asc' } },
        // Of this person: nobody's name is in it who looked.
        events: { select: { kind: true, about: true, at: true }, orderBy: { id: 'asc' } },
        notes: {
          select: { responseId: true, text: true, createdAt: true, readAt: true },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        },
      },
    }),
    db.account.findMany({ where: { userId: id }, select: { provider: true, providerAccountId: true } }),
    db.daily.findUnique({ where: { userId: id }, select: { locale: true, mailHour: true, createdAt: true } }),
    db.dailyQuestion.findMany({ where: { userId: id }, omit: { userId: true }, orderBy: { day: 'asc' } }),
    storedSessions(viewer),
    pendingEmail(viewer),
    tokensOf(viewer),
    // What this person wrote for classes, in each of its versions.
    db.ownItemVersion.findMany({
      where: { createdById: id },
      omit: { createdById: true, found: true },
      include: { item: { select: { classroomId: true } } },
      orderBy: { createdAt: 'asc' },
    }),
    // What this person looked at and changed in classes, but for at whom.
    db.classEvent.findMany({
      where: { actorId: id },
      select: { classroomId: true, kind: true, about: true, count: true, at: true },
      orderBy: { id: 'asc' },
    }),
    // What this person decided of answers, but for whose.
    db.scoreDecision.findMany({
      where: { deciderId: id },
      select: { classroomId: true, earned: true, total: true, reason: true, createdAt: true },
      orderBy: { id: 'asc' },
    }),
    // And what they wrote to learners, but for to whom.
    db.classNote.findMany({
      where: { authorId: id },
      select: { classroomId: true, text: true, createdAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  ])
  // What an assignment does not show yet comes with the export after that.
  const responses = stored.map((one) => {
    if (withheld.hidesScore(one.itemId)) return { ...one, scores: [], decisions: [] }
    if (!withheld.of(one.itemId).key) return one
    return {
      ...one,
      scores: one.scores.map(({ state, earned, total }) => ({ state, earned, total })),
      // A reason may tell what is right.
      decisions: one.decisions.map((decision) => ({ ...decision, reason: null })),
    }
  })
  const reviews = due.filter(({ itemId }) => !withheld.of(itemId).score)
  const own = {
    attempts,
    responses,
    sections,
    mastery,
    reviews,
    mocks,
    problems,
    programs,
    daily,
    dailyQuestions,
    sessions,
    emailChange,
    apiTokens,
    questions,
    classEvents,
    decided,
    written,
  }
  const held = new Set(responses.flatMap(({ id: one, itemId }) => (withheld.of(itemId).key ? [one] : [])))
  const learned = memberships.map(({ notes, ...one }) => {
    return { ...one, notes: notes.filter(({ responseId }) => !responseId || !held.has(responseId)) }
  })
  return { exportedAt: new Date(), person, accounts, memberships: learned, ...own }
}
