/** A run whose next task a class chooses. */
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { account as newAccount } from '@/lib/classroom/test-class'
import { db } from '@/lib/db'
import { type LiveRun, majorityOf } from './live'
import { askRun, runAt, runsOf, steerable, stepRun } from './live-run-store'
import { askLive, liveOf, stepLive, voteLive } from './live-store'
import { leaveClassroom } from './membership'
import { changeLearners } from './roster'
import { acceptOffer, offerClass } from './staff'
import { account, guest, joins, newClass } from './test-class'

const SOURCE = `#include <pthread.h>
int count;
void *work(void *arg) { count++; return NULL; }
int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  return count;
}
`
vi.mock('@/lib/content/quiz', () => ({
  loadItem: (id: string) => {
    const of = (source: string) => ({
      kind: 'choice',
      options: [{ id: 'a', correct: true }],
      program: { file: 'main.c', source, config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 } },
    })
    if (id === 'run.two') return of(SOURCE)
    if (id === 'run.alone') return of('int main(void) { return 0; }')
    return id === 'run.none' ? { kind: 'choice', options: [{ id: 'a', correct: true }], program: null } : null
  },
}))

const NOT_FOUND = { ok: false, code: 'not-found' }
const MOVED = { ok: false, code: 'run-moved' }
const CLOSED = { ok: false, code: 'closed' }
const BAD = { ok: false, code: 'bad-request' }

async function steered(learners = 1) {
  const made = await newClass()
  const people = await Promise.all(Array.from({ length: learners }, () => account()))
  for (const one of people) await joins(one, made.code)
  const run = await askRun(made.teacher, made.id, 'run.two')
  if (!run.ok) throw new Error(run.code)
  return { ...made, run: run.id, people }
}
type Who = Awaited<ReturnType<typeof account>>
async function runOf(viewer: Who, id: string): Promise<LiveRun> {
  const live = (await liveOf(viewer, id))?.live
  if (live?.step !== 'run') throw new Error('a run is open')
  return live
}
const vote = (viewer: Who, id: string, question: string, round: number, task: number | string) =>
  voteLive(viewer, id, { question, round, option: String(task) })

test('who teaches opens a run of a program with something to choose, and nobody else; it takes the place of what was asked', async () => {
  const { id, code, teacher } = await newClass()
  const [learner, assistant] = [await account(), await newAccount()]
  await joins(learner, code)
  const offer = await offerClass(teacher, id, 'assistant')
  if (!offer.ok) throw new Error(offer.code)
  expect(await acceptOffer(assistant, offer.token, { displayName: 'Ahn' })).toMatchObject({ ok: true })
  const others = [learner, assistant, await account()]
  for (const viewer of others) expect(await askRun(viewer, id, 'run.two')).toEqual(NOT_FOUND)
  for (const item of ['run.alone', 'run.none', 'no.such']) {
    expect(steerable(item)).toBeNull()
    expect(await askRun(teacher, id, item)).toEqual(NOT_FOUND)
  }
  const question = await askLive(teacher, id, 'run.two')
  const run = await askRun(teacher, id, 'run.two')
  if (!question.ok || !run.ok) throw new Error('both are asked')
  expect(await db.liveQuestion.count({ where: { classroomId: id, endedAt: null } })).toBe(1)
  const { choices, round } = await runOf(teacher, id)
  for (const viewer of others)
    expect(await stepRun(viewer, id, run.id, { round, to: choices[0] })).toEqual(NOT_FOUND)
  // A run has no steps of a question, and a question goes on as none.
  expect(await stepLive(teacher, id, run.id, 'shown')).toEqual(NOT_FOUND)
  expect(await stepRun(teacher, id, question.id, { round, to: 'end' })).toEqual(NOT_FOUND)
  expect((await runOf(teacher, id)).round).toBe(round)
})

test('a vote is for one choice, once for each learner, and only for a task that may run', async () => {
  const { id, teacher, run, people } = await steered(3)
  const [first, second, third] = people as [Who, Who, Who]
  const { round, choices } = await runOf(first, id)
  const [a = 0, b = 0] = choices
  expect(await vote(first, id, run, round, a)).toEqual({ ok: true })
  // Whoever votes again has changed their vote; all at once it stays one.
  const again = await Promise.all(Array.from({ length: 12 }, () => vote(first, id, run, round, b)))
  expect(again.every(({ ok }) => ok)).toBe(true)
  expect(await vote(second, id, run, round, b)).toEqual({ ok: true })
  const counts = async () => (await runOf(teacher, id)).counts
  expect(await counts()).toEqual({ learners: 3, votes: [{ task: b, learners: 2 }] })
  expect(await db.liveVote.count({ where: { questionId: run } })).toBe(2)

  const none = Math.max(...choices) + 1
  for (const task of [none, 9999]) expect(await vote(third, id, run, round, task)).toEqual(CLOSED)
  for (const task of ['-1', `0${a}`, `${a}.0`, ' 1', '1e0', 'a', '99999', '1;'])
    expect(await vote(third, id, run, round, task), task).toEqual(BAD)
  for (const other of [round + 1, round + 1000, 2 ** 31 - 1])
    expect(await vote(third, id, run, other, a)).toEqual(CLOSED)
  for (const other of [0, -1, 1.5, 2 ** 31]) expect(await vote(third, id, run, other, a)).toEqual(BAD)
  expect(await vote(teacher, id, run, round, a)).toEqual(CLOSED)
  expect(await vote(await account(), id, run, round, a)).toEqual(NOT_FOUND)
  expect(await vote(third, id, randomUUID(), round, a)).toEqual(NOT_FOUND)
  expect(await counts()).toEqual({ learners: 3, votes: [{ task: b, learners: 2 }] })
  // Nobody who votes is told how the others do.
  expect(await runOf(first, id)).toMatchObject({ own: b, counts: null })

  // Who is out is not counted, and votes no more.
  await leaveClassroom(second, id)
  expect(await counts()).toEqual({ learners: 2, votes: [{ task: b, learners: 1 }] })
  const place = { classroomId_userId: { classroomId: id, userId: first.id } }
  const { id: membership } = await db.membership.findUniqueOrThrow({ where: place })
  await changeLearners(teacher, id, [membership], 'remove')
  expect(await counts()).toEqual({ learners: 1, votes: [] })
  expect(await vote(first, id, run, round, a)).toEqual(NOT_FOUND)
})

test('what the class chose is what the run does; a choice that is over takes no vote; of two presses one counts', async () => {
  const { id, teacher, run, people } = await steered()
  const learner = people[0] as Who
  const begun = await runOf(learner, id)
  const task = begun.choices.at(-1) ?? 0
  await vote(learner, id, run, begun.round, task)
  const presses = await Promise.all(
    begun.choices.map((to) => stepRun(teacher, id, run, { round: begun.round, to })),
  )
  expect(presses.filter(({ ok }) => ok)).toHaveLength(1)
  expect(presses.filter(({ ok }) => !ok)).toEqual(presses.slice(1).map(() => MOVED))
  const next = await runOf(learner, id)
  expect(next).toMatchObject({ round: begun.round + 1, made: 1, own: null })
  expect(await db.liveVote.count({ where: { questionId: run } })).toBe(0)
  expect(await vote(learner, id, run, begun.round, task)).toEqual(CLOSED)
  expect(await stepRun(teacher, id, run, { round: begun.round, to: 'end' })).toEqual(MOVED)

  // Back, it is as it was, but that no vote from before counts.
  const at = await runAt(run)
  expect(await stepRun(teacher, id, run, { round: next.round, to: 'back' })).toEqual({ ok: true })
  const back = await runOf(teacher, id)
  expect(back).toMatchObject({
    round: next.round + 1,
    made: 0,
    choices: begun.choices,
    counts: { votes: [] },
  })
  expect(await stepRun(teacher, id, run, { round: back.round, to: 'back' })).toEqual(MOVED)
  const chosen = presses.findIndex(({ ok }) => ok)
  await stepRun(teacher, id, run, { round: back.round, to: begun.choices[chosen] })
  expect(await runAt(run)).toEqual(at)
})

test('it goes on until its end, is kept as the schedule that the class made, and is seen again by who is in the class', async () => {
  const { id, teacher, run, people } = await steered()
  const learner = people[0] as Who
  let steps = 0
  for (let now = await runOf(teacher, id); now.choices.length > 0; now = await runOf(teacher, id)) {
    const to = now.choices[steps++ % now.choices.length]
    expect(await stepRun(teacher, id, run, { round: now.round, to })).toEqual({ ok: true })
  }
  const over = await runOf(teacher, id)
  expect(over.made).toBe(steps)
  expect(await vote(learner, id, run, over.round, 0)).toEqual(CLOSED)
  for (const to of [0, 'end'] as const)
    expect(await stepRun(teacher, id, run, { round: over.round, to })).toEqual(MOVED)
  expect(await runsOf(learner, id)).toEqual([])
  const { schedule } = (await runAt(run)) ?? {}
  expect(await stepLive(teacher, id, run, null)).toEqual({ ok: true })
  expect(await liveOf(learner, id)).toEqual({ live: null })
  expect(await vote(learner, id, run, over.round, 0)).toEqual(CLOSED)
  for (const viewer of [learner, teacher])
    expect(await runsOf(viewer, id)).toMatchObject([{ id: run, schedule, made: steps }])
  for (const viewer of [await account(), await guest()]) expect(await runsOf(viewer, id)).toEqual([])
  expect(await runsOf(teacher, 'x')).toEqual([])

  // What is left to the policy comes to an end as well, and can be taken back whole.
  const other = await askRun(teacher, id, 'run.two')
  if (!other.ok) throw new Error(other.code)
  expect(await stepRun(teacher, id, other.id, { round: 1, to: 'end' })).toEqual({ ok: true })
  expect(await runOf(teacher, id)).toMatchObject({ choices: [], made: 1 })
  expect(await stepRun(teacher, id, other.id, { round: 2, to: 'back' })).toEqual({ ok: true })
  expect(await runOf(teacher, id)).toMatchObject({ round: 3, made: 0 })
})

test('nothing that is no move is one', async () => {
  const { id, teacher, run } = await steered()
  const { round, choices } = await runOf(teacher, id)
  for (const input of [
    null,
    {},
    { round },
    { round, to: 'on' },
    { round, to: -1 },
    { round, to: 1.5 },
    { round: '1', to: 'end' },
  ])
    expect(await stepRun(teacher, id, run, input), JSON.stringify(input)).toEqual(NOT_FOUND)
  expect(await stepRun(teacher, id, run, { round, to: Math.max(...choices) + 1 })).toEqual(MOVED)
  expect(await stepRun(teacher, id, 'x', { round, to: 'end' })).toEqual(NOT_FOUND)
  const another = await newClass()
  expect(await stepRun(another.teacher, another.id, run, { round, to: 'end' })).toEqual(NOT_FOUND)
  expect(await runOf(teacher, id)).toMatchObject({ round, made: 0 })
})

test('the majority is who has more votes than any other', () => {
  expect(majorityOf([0, 2], [1, 3])).toBe(2)
  expect(majorityOf([0, 2], [2, 2])).toBeNull()
  expect(majorityOf([0, 2], [0, 0])).toBeNull()
  expect(majorityOf([], [])).toBeNull()
})
