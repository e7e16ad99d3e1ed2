import type { Answer, ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { uuidOf } from '@/lib/uuid-of'

// Statements of xAPI 1.0.3 (IEEE 9274.1.1 reads them too): what a learner of a class did, in the verbs of ADL's vocabulary, as far as
// section 2 of the specification (Experience API, part two) defines them.

type Words = Readonly<Record<string, string>>
type Activity = {
  readonly objectType: 'Activity'
  readonly id: string
  readonly definition: { readonly type: string; readonly name: Words; readonly interactionType?: string }
}

export type Statement = {
  readonly id: string
  readonly timestamp: string
  readonly actor: Actor
  readonly verb: { readonly id: string; readonly display: Words }
  readonly object: Activity
  readonly result?: Result
  readonly context: {
    readonly platform: 'Forklore'
    readonly language?: string
    readonly contextActivities: {
      readonly parent?: readonly Activity[]
      readonly grouping: readonly Activity[]
    }
  }
}

export type Actor = { readonly objectType: 'Agent'; readonly name?: string } & (
  | { readonly account: { readonly homePage: string; readonly name: string } }
  | { readonly mbox: string }
)

type Result = {
  readonly score?: { readonly scaled: number; readonly raw: number; readonly min: 0; readonly max: number }
  readonly success?: boolean
  readonly completion?: boolean
  readonly response?: string
  readonly duration?: string
  readonly extensions?: Readonly<Record<string, string | number>>
}

/** ADL's verbs (http://adlnet.gov/expapi/verbs), four of which cmi5 uses too. */
const VERBS = {
  answered: { en: 'answered', ko: '답함' },
  completed: { en: 'completed', ko: '마침' },
  passed: { en: 'passed', ko: '통과함' },
  failed: { en: 'failed', ko: '통과하지 못함' },
} as const
type Verb = keyof typeof VERBS

/** ADL's types of activities. */
const ACTIVITIES = 'http://adlnet.gov/expapi/activities'

/** Who learns in which class. */
export type Member = {
  /** As the class's files have it: it tells nothing, and is another one in every class. */
  readonly membershipId: string
  readonly classId: string
  readonly className: string
  readonly displayName: string
  /** Shown to be theirs; null: none is. */
  readonly email: string | null
}

/** Who statements name: an id that tells nothing, the name in the class beside it, or the address. */
export const ACTORS = ['opaque', 'name', 'email'] as const
export type Naming = (typeof ACTORS)[number]

/** Where statements come from. `home` is the address of this installation, without a slash at its end. */
export type Source = { readonly home: string; readonly naming: Naming }

export type Answered = {
  readonly responseId: string
  readonly itemId: string
  readonly engineVersion: string
  readonly variant: number
  readonly seed: number
  readonly locale: string
  readonly answer: Answer
  readonly at: Date
  readonly durationMs: number | null
  readonly earned: number
  readonly total: number
}

/** That a member answered an item, and what it was worth. What was typed in words goes along only where names do: it may hold one. */
export function answered(source: Source, member: Member, given: Answered): Statement {
  const { itemId, answer, earned, total, durationMs } = given
  const row = rowOf<ItemKind>(answer.kind)
  const response = row.isTyped && source.naming === 'opaque' ? null : row.said(answer)
  const extension = (name: string) => `${source.home}/xapi/extensions/${name}`
  return statement(source, member, 'answered', given.responseId, given.at, {
    language: given.locale,
    object: {
      ...activity(`${source.home}/xapi/items/${itemId}`, 'cmi.interaction', { en: itemId, ko: itemId }),
      interactionType: row.interaction,
    },
    result: {
      // A card is rated by who answers it: there is nothing to be right about.
      ...(answer.kind !== 'card' &&
        total > 0 && { ...scoreOf(earned, total), success: earned > total - 1e-9 }),
      ...(response !== null && { response }),
      ...(durationMs !== null && { duration: `PT${(durationMs / 1000).toFixed(2)}S` }),
      // What was asked. The hash of the item stays here: keys could be guessed by it.
      extensions: {
        [extension('engine-version')]: given.engineVersion,
        [extension('variant')]: given.variant,
        [extension('seed')]: given.seed,
      },
    },
  })
}

export type Lesson = { readonly slug: string; readonly title: Words }

/** That a member has done every section of a lesson. */
export function completed(source: Source, member: Member, lesson: Lesson, at: Date): Statement {
  const object = activity(`${source.home}/xapi/lessons/${lesson.slug}`, 'lesson', lesson.title)
  return statement(source, member, 'completed', lesson.slug, at, { object, result: { completion: true } })
}

/** An assignment whose time is over. `share` of its points, 0 to 1. */
export type Closed = {
  readonly id: string
  readonly title: string
  readonly at: Date
  readonly share: number
}

/** That a member passed or failed an assignment.
 *  @param pass the least share of its points that passes */
export function judged(
  source: Source,
  member: Member,
  { id, title, at, share }: Closed,
  pass: number,
): Statement {
  const isPassed = share >= pass - 1e-9
  const object = activity(`${source.home}/xapi/assignments/${id}`, 'assessment', { und: title })
  return statement(source, member, isPassed ? 'passed' : 'failed', id, at, {
    object,
    result: { ...scoreOf(share, 1), success: isPassed },
  })
}

function scoreOf(earned: number, total: number) {
  const scaled = Math.min(1, Math.max(0, Math.round((1e6 * earned) / total) / 1e6))
  return { score: { scaled, raw: earned, min: 0, max: total } } as const
}

type About = {
  readonly object: ReturnType<typeof activity> & { interactionType?: string }
  readonly result: Result
  readonly language?: string
}

/** @param what of which there is one such statement for each member */
function statement(
  source: Source,
  member: Member,
  verb: Verb,
  what: string,
  at: Date,
  { object, result, language }: About,
): Statement {
  const { interactionType, ...rest } = object
  const group = activity(`${source.home}/xapi/classes/${member.classId}`, 'course', { und: member.className })
  return {
    // Whoever passed does not fail later: one of both is said of an assignment, whatever becomes of its score.
    id: uuidOf(`xapi ${verb === 'failed' ? 'passed' : verb} ${member.membershipId} ${what}`),
    timestamp: at.toISOString(),
    actor: actorOf(source, member),
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: VERBS[verb] },
    object: interactionType ? { ...rest, definition: { ...rest.definition, interactionType } } : rest,
    result,
    context: {
      platform: 'Forklore',
      ...(language && { language }),
      contextActivities: { grouping: [group] },
    },
  }
}

function activity(id: string, type: string, name: Words): Activity {
  return { objectType: 'Activity', id, definition: { type: `${ACTIVITIES}/${type}`, name } }
}

function actorOf({ home, naming }: Source, { membershipId, displayName, email }: Member): Actor {
  const name = naming === 'opaque' ? {} : { name: displayName }
  if (naming === 'email' && email !== null) return { objectType: 'Agent', ...name, mbox: `mailto:${email}` }
  return { objectType: 'Agent', ...name, account: { homePage: home, name: membershipId } }
}
