import { createHash, randomUUID } from 'node:crypto'
import { finalGradeOf, type Scorer, worth } from '@/lib/attempt/answered'
import { recomputeAll } from '@/lib/attempt/regrade'
import { hashPassword } from '@/lib/auth/password'
import { viewerOf } from '@/lib/auth/person'
import { createClassroom } from '@/lib/classroom/store'
import { db } from '@/lib/db'
import type { Item } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import type { Prisma } from '@/prisma/client/client'
import { type DemoAnswer, type DemoLearner, demoAnswers, demoLearners, dice, normal } from './demo-model'

/** Addresses of this domain belong to nobody (RFC 2606). */
const DOMAIN = 'demo.invalid'
const TEACHER = `teacher@${DOMAIN}`

/** What the person who looks around needs. */
export type DemoClass = {
  readonly teacher: string
  readonly learners: readonly string[]
  readonly code: string
  readonly answers: number
}

/** Makes the class anew; an earlier one goes, with its people and their answers.
 *  @param lessons items of each lesson, cards included, in order
 *  @param now the class has been going for four weeks
 *  @param password of the teacher and of every learner with an account */
export async function fillDemoClass(
  scorer: Scorer,
  lessons: readonly { readonly section: string; readonly items: readonly Item[] }[],
  now: Date,
  password: string,
): Promise<DemoClass> {
  const people = await db.user.findMany({ where: DEMO_PEOPLE, select: { id: true } })
  const taught = { some: { role: 'teacher', userId: { in: people.map((p) => p.id) } } } as const
  await db.classroom.deleteMany({ where: { members: taught } })
  await db.user.deleteMany({ where: DEMO_PEOPLE })

  const roll = dice(20260302)
  const passwordHash = await hashPassword(password)
  const start = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000 - 29 * 86_400_000)
  const teacher = await db.user.create({
    data: { email: TEACHER, passwordHash, displayName: '김서연', createdAt: start },
  })
  const made = await createClassroom(viewerOf(teacher), { name: '운영체제 2분반', displayName: '김서연' })
  if (!made.ok) throw new Error(`the class could not be made: ${made.code}`)

  const offsets = new Map<string, number>()
  const difficulty = (item: Item) =>
    offsets.get(item.id) ?? remember(offsets, item.id, normal(roll) * 0.8 - 0.6)
  const items = lessons.map((lesson) => lesson.items)
  const learners = demoLearners(NAMES, roll)
  const emails: string[] = []
  let answers = 0
  for (const [i, learner] of learners.entries()) {
    const email = learner.isGuest ? null : `learner${String(i + 1).padStart(2, '0')}@${DOMAIN}`
    if (email) emails.push(email)
    const userId = await addLearner(learner, email, passwordHash, made.id, start)
    const given = demoAnswers(learner, items, start, difficulty, roll).filter(({ at }) => at < now)
    answers += await addAnswers(userId, given, scorer)
    await addSections(userId, given)
  }
  await recomputeAll((await db.user.findMany({ where: DEMO_PEOPLE, select: { id: true } })).map((p) => p.id))
  return { teacher: TEACHER, learners: emails, code: made.code, answers }
}

/** Guests of the demonstration are told from real ones by their key. */
const GUEST_KEY = 'demo-'
const DEMO_PEOPLE = {
  OR: [{ email: { endsWith: `@${DOMAIN}` } }, { guestKeyHash: { startsWith: GUEST_KEY } }],
} satisfies Prisma.UserWhereInput

async function addLearner(
  learner: DemoLearner,
  email: string | null,
  passwordHash: string,
  classroomId: string,
  start: Date,
): Promise<string> {
  const key = createHash('sha256').update(learner.name).digest('hex')
  const who = email ? { email, passwordHash } : { guest: true, guestKeyHash: `${GUEST_KEY}${key}` }
  const { name: displayName, shareEarlier } = learner
  const membership = { classroomId, role: 'learner', displayName, shareEarlier, joinedAt: start } as const
  const user = await db.user.create({
    data: { ...who, displayName, createdAt: start, memberships: { create: membership } },
  })
  return user.id
}

/** One attempt a lesson, as its quiz is one; responses and scores as `submit` would store them, at their own time. */
async function addAnswers(userId: string, given: readonly DemoAnswer[], scorer: Scorer): Promise<number> {
  const attempts = new Map<string, Prisma.AttemptCreateManyInput>()
  const responses: Prisma.ItemResponseCreateManyInput[] = []
  const scores: Prisma.ItemScoreCreateManyInput[] = []
  for (const { item, answer, at, durationMs, confidence, seed } of given) {
    const { grade, evidence } = await finalGradeOf(item, answer, scorer)
    if (grade.state === 'invalid') continue
    const attempt = attempts.get(item.lesson) ?? { id: randomUUID(), userId, startedAt: at }
    attempts.set(item.lesson, attempt)
    const response = { id: randomUUID(), attemptId: attempt.id, userId, itemId: item.id }
    const hash = itemHash(item)
    const raw = answer as Prisma.InputJsonObject
    responses.push({
      ...response,
      itemHash: hash,
      seed,
      locale: 'ko',
      answer: raw,
      durationMs,
      confidence,
      createdAt: at,
    })
    const by = { itemHash: hash, engineVersion: scorer.engineVersion, cause: 'submit' as const }
    const kept = evidence ? { replayed: evidence } : {}
    scores.push({ ...worth(grade), ...by, ...kept, responseId: response.id, createdAt: at })
  }
  await db.attempt.createMany({ data: [...attempts.values()] })
  await db.itemResponse.createMany({ data: responses })
  await db.itemScore.createMany({ data: scores })
  return responses.length
}

async function addSections(userId: string, given: readonly DemoAnswer[]): Promise<void> {
  const last = new Map<string, Date>()
  for (const { item, at } of given) last.set(item.section, at)
  const data = [...last].map(([section, at]) => ({ userId, section, seenAt: at, doneAt: at }))
  await db.sectionProgress.createMany({ data })
}

function remember(map: Map<string, number>, key: string, value: number): number {
  map.set(key, value)
  return value
}

const NAMES = (
  '강민서 김도윤 김서준 김하은 노지안 문예린 박서연 박지호 배수아 서이준 송유진 신도현 안채원 오시우 유하린 ' +
  '윤재이 이건우 이나윤 임준호 장서윤 정은호 조예은 최민재 한소율 홍지우 권태양 남궁민 백승아 차은결 하도경'
).split(' ')
