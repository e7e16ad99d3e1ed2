import type { Me } from '@/app/[locale]/_shell/me'
import { planNow, readingPace, walkedWay, wasRight } from '@/app/[locale]/paths/walked'
import { nextUp } from '@/app/[locale]/today/next'
import { noteSession } from '@/lib/auth/open-session'
import { readSession, writeSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { classroomsOf } from '@/lib/classroom/store'
import { askerOf } from '@/lib/progress/asker'
import { estimateOf } from '@/lib/progress/mastery'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { sectionsOf } from '@/lib/progress/store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
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
    if (!viewer) return nobody()
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
      answered: results.map((one) => ({ itemId: one.itemId, rating: one.rating, correct: wasRight(one) })),
      sections: sections.map((s) => s.section),
      next: await nextOf({ sections, results, mastery }),
      pace: readingPace(sections),
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

/** Somebody who has stored nothing. */
async function nobody(): Promise<Me> {
  const none = { sections: [], results: [], mastery: [] }
  return {
    viewer: null,
    answered: [],
    sections: [],
    next: await nextOf(none),
    pace: null,
    done: [],
    mastery: [],
    classes: [],
  }
}

async function nextOf(of: Parameters<typeof nextUp>[0]): Promise<Me['next']> {
  const kept = await planNow()
  const { step, place } = nextUp(of, kept && walkedWay(kept, of))
  return { kind: step.kind, ...place }
}

async function keepSession(viewerId: string): Promise<void> {
  const session = await readSession()
  if (session?.userId !== viewerId) return
  if (session.renew) await writeSession(session.userId, session.epoch, session.id)
  if (!takeLocally('session-seen', session.id)) await noteSession(session)
}
