import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'

/** Everything that is stored about one person, as plain data. Nothing derived from it is missing but what
 *  others see: no password hash, no key of a session, nobody else's name; and no hash of an item, by which its key could be
 *  found out before it is shown. */
export async function exportViewer(viewer: Viewer): Promise<object> {
  const { id } = viewer
  const [
    person,
    responses,
    attempts,
    sections,
    mastery,
    reviews,
    mocks,
    problems,
    programs,
    memberships,
    accounts,
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
    db.mastery.findMany({ where: { userId: id }, omit: { userId: true }, orderBy: { concept: 'asc' } }),
    db.review.findMany({ where: { userId: id }, omit: { userId: true }, orderBy: { itemId: 'asc' } }),
    db.mock.findMany({ where: { userId: id }, omit: { userId: true }, orderBy: { startedAt: 'asc' } }),
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
        changes: { select: { was: true, status: true, at: true }, orderBy: { id: 'asc' } },
      },
    }),
    db.account.findMany({ where: { userId: id }, select: { provider: true, providerAccountId: true } }),
  ])
  const own = { attempts, responses, sections, mastery, reviews, mocks, problems, programs }
  return { exportedAt: new Date(), person, accounts, memberships, ...own }
}
