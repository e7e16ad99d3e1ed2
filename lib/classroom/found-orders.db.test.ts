/** The orders that a class found come together by how they end and where they turn, each learner once. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { scorer } from '@/lib/attempt/scorer'
import { storeResponse } from '@/lib/attempt/store'
import type { Viewer } from '@/lib/auth/viewer'
import type { ItemOf } from '@/lib/quiz/item'
import { foundOrdersOf, LOOKED_AT } from './found-orders'
import { joinClassroom, leaveClassroom } from './membership'
import { account, joins, newClass } from './test-class'

/** `count++` of both threads is line 6. */
const source = `#include <pthread.h>
#include <stdio.h>
int count = 0;

static void *work(void *arg) {
    count++;
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    work(NULL);
    pthread_join(t, NULL);
    printf("count = %d\\n", count);
}
`
const both = (text: string) => ({ ko: text, en: text })
const config = { cores: 1, policy: 'rr', quantum: 1, seed: 0 }
const item: ItemOf<'schedule'> = {
  ...{ id: `found.${randomUUID()}`, section: 's', lesson: 'l', kind: 'schedule' },
  ...{ stem: both('?'), hint: null, explanation: both('!'), rubric: { points: 1, partial: 'whole' } },
  program: { file: 'count.c', source, config },
  key: { outcome: { stdout: 'count = 1\n', status: 0, deadlock: null }, witness: '', maxSteps: 100_000 },
  slips: [],
}

/** Stores an order as an answer, worth what its replay says. */
async function sends(viewer: Viewer, schedule: string): Promise<void> {
  const replayed = await scorer.replay({ ...item.program, schedule, maxSteps: item.key.maxSteps })
  const isRight = replayed.state === 'finished' && replayed.stdout === item.key.outcome.stdout
  const asked = { id: randomUUID(), attemptId: randomUUID(), itemId: item.id, itemHash: 'h', seed: 1 }
  const how = { mode: 'practice', durationMs: null, confidence: null, hintsShown: 0, heldMs: 0 } as const
  const worth = { earned: isRight ? 1 : 0, total: 1, codes: [], replayed }
  const score = { engineVersion: '1', itemHash: 'h', state: 'scored', ...worth } as const
  const answer = { kind: 'schedule', schedule } as const
  await storeResponse(viewer, { ...asked, locale: 'ko', answer, ...how, score })
}

// A creates B, reads `count`, and is left; B does all of it.
const [LOST, LOST_SHORT] = ['1.rr.1.0.A2B3A10', '1.rr.1.0.A2B3']
// Nobody is left but where they wait or end.
const CALM = '1.rr.1.0.A3B3A9'

test('orders are one group that turn at the same place however they are written, a learner counts once, and only who learns here', async () => {
  const { id, code, teacher } = await newClass()
  const people = [await account(), await account(), await account()] as const
  for (const one of people) expect(await joins(one, code)).toMatchObject({ ok: true })
  const gone = await account()
  await joinClassroom(gone, { code, displayName: 'gone' })
  for (const one of [teacher, gone]) await sends(one, LOST)
  await leaveClassroom(gone, id)
  expect(await foundOrdersOf(teacher, id, item)).toEqual([])

  const [first, second, third] = people
  await sends(first, CALM)
  await sends(first, LOST)
  await sends(first, LOST)
  await sends(second, LOST_SHORT)
  await sends(third, LOST)
  await sends(third, CALM)
  await sends(third, 'no schedule')
  const ends = await foundOrdersOf(teacher, id, item)
  expect(ends?.map(({ stdout, isRight, learners }) => [stdout, isRight, learners]).sort()).toEqual([
    ['count = 1\n', true, 3],
    ['count = 2\n', false, 2],
  ])
  const lost = ends?.find(({ isRight }) => isRight)
  expect(lost?.orders).toEqual([
    {
      turns: [{ task: 0, line: 6, isWithin: true }],
      schedule: LOST,
      program: item.program,
      learners: 3,
    },
  ])
  const calm = ends?.find(({ isRight }) => !isRight)
  expect(calm?.orders.map(({ schedule, learners }) => [schedule, learners])).toEqual([[CALM, 2]])
  expect(calm?.orders[0]?.turns).not.toEqual(lost?.orders[0]?.turns)
  expect(ends?.map(({ unlooked }) => unlooked)).toEqual([0, 0])
})

test('nobody but staff of the class sees them', async () => {
  const { id, code } = await newClass()
  const learner = await account()
  await joins(learner, code)
  await sends(learner, LOST)
  for (const viewer of [learner, (await newClass()).teacher])
    expect(await foundOrdersOf(viewer, id, item)).toBe(null)
})

test('however many different orders there are, all ends are counted, and what was not looked at is said', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  // One order, written in as many ways: a seed that nobody asks.
  for (let seed = 1; seed <= LOOKED_AT + 3; seed++) await sends(learner, LOST.replace('.1.0.', `.1.${seed}.`))
  const ends = await foundOrdersOf(teacher, id, item)
  expect(ends).toMatchObject([{ isRight: true, learners: 1, unlooked: 3, orders: [{ learners: 1 }] }])
})
