import type { Me } from '@/app/[locale]/_shell/me'
import { newestScores } from '@/lib/attempt/store'
import { readSession, writeSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { classroomsOf } from '@/lib/classroom/store'
import { masteryOfViewer, sectionsOf } from '@/lib/progress/store'
import { isCorrect } from '@/lib/quiz/score'
import { answer } from '../answer'

/** What is personal on a prerendered page. `viewer` is null for somebody who has stored nothing; asking makes
 *  no row. `sections` begins with the one looked at last. */
export async function GET(): Promise<Response> {
  return answer(async (): Promise<Me> => {
    const viewer = await getViewer()
    if (!viewer) return { viewer: null, answered: [], sections: [], done: [], mastery: [], classes: [] }
    await renewSession(viewer.id)
    const [scores, sections, mastery, classes] = await Promise.all([
      newestScores(viewer),
      sectionsOf(viewer),
      masteryOfViewer(viewer),
      classroomsOf(viewer),
    ])
    return {
      viewer: { id: viewer.id, name: viewer.displayName, guest: viewer.isGuest, email: viewer.email },
      answered: scores.map(({ itemId, earned, total, rating }) => ({
        itemId,
        rating,
        correct: total > 0 ? isCorrect(earned, total) : null,
      })),
      sections: sections.map((s) => s.section),
      done: sections.flatMap((s) => (s.doneAt ? [s.section] : [])),
      mastery: mastery.map(({ concept, level, answers }) => ({ concept, level, answers })),
      classes: classes.map(({ id, name, role }) => ({ id, name, role })),
    }
  })
}

async function renewSession(viewerId: string): Promise<void> {
  const session = await readSession()
  if (session?.renew && session.userId === viewerId) await writeSession(session.userId, session.epoch)
}
