import type { Me } from '@/app/[locale]/_shell/me'
import { noteSession } from '@/lib/auth/open-session'
import { readSession, writeSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { classroomsOf } from '@/lib/classroom/store'
import { catalog } from '@/lib/content/catalog'
import { askerOf } from '@/lib/progress/asker'
import { estimateOf } from '@/lib/progress/mastery'
import { paceOf } from '@/lib/progress/pace'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { sectionsOf } from '@/lib/progress/store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { isCorrect } from '@/lib/quiz/score'
import { takeLocally } from '@/lib/rate-limit/local'
import type { RateLimited } from '@/lib/rate-limit/store'
import { admitReader, answer } from '../answer'

/** What is personal on a prerendered page. `viewer` is null for somebody who has stored nothing; asking makes
 *  no row. `sections` begins with the one looked at last. */
export async function GET(): Promise<Response> {
  return answer(async (): Promise<Me | RateLimited> => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    if (!viewer) return NOBODY
    await keepSession(viewer.id)
    const withheld = await allWithheldFrom(await askerOf(viewer))
    const [results, sections, mastery, classes] = await Promise.all([
      shownResults(viewer, withheld),
      sectionsOf(viewer),
      shownMastery(viewer, withheld),
      classroomsOf(viewer),
    ])
    return {
      viewer: { id: viewer.id, name: viewer.displayName, guest: viewer.isGuest, email: viewer.email },
      answered: results.map(({ itemId, newestEarned, newestTotal, rating }) => ({
        itemId,
        rating,
        correct: newestTotal > 0 ? isCorrect(newestEarned, newestTotal) : null,
      })),
      sections: sections.map((s) => s.section),
      passage: sections[0]?.passage ?? 0,
      pace: paceOf(timedLessons(), sections),
      done: sections.flatMap((s) => (s.doneAt ? [s.section] : [])),
      mastery: mastery.map(({ concept, earned, answers }) => ({
        concept,
        answers,
        ...estimateOf({ earned, answers }),
      })),
      classes: classes.map(({ id, name, role }) => ({ id, name, role })),
    }
  })
}

const NOBODY: Me = {
  viewer: null,
  answered: [],
  sections: [],
  passage: 0,
  pace: null,
  done: [],
  mastery: [],
  classes: [],
}

function timedLessons() {
  return catalog().lessons.map(({ minutes, sections }) => ({
    minutes,
    sections: sections.map(({ id }) => id),
  }))
}

async function keepSession(viewerId: string): Promise<void> {
  const session = await readSession()
  if (session?.userId !== viewerId) return
  if (session.renew) await writeSession(session.userId, session.epoch, session.id)
  if (!takeLocally('session-seen', session.id)) await noteSession(session)
}
