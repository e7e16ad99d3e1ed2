import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { simulator as english } from '@/lib/i18n/en/simulator'
import { simulator as korean } from '@/lib/i18n/ko/simulator'
import { type Frame, frameAt } from '@/lib/player/frame'
import { chooseNext, openSession, type Session } from '@/lib/player/session'
import { lostUpdate, type UpdateState } from '@/lib/player/update'
import { hasRoom } from './update-figure'
import { layUpdate, linesBeside, placeWords, UPDATE_BOX } from './update-layout'
import { orderWords, usersWords } from './update-word'

const COUNT = `#include <pthread.h>
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
  return 0;
}
`

describe('count++ of two tasks', () => {
  const lost = overtaken()

  it('holds what was read, then what was computed, and nothing once it is written', () => {
    const told = lost.map(({ updates }) =>
      updates.map(({ stage, value }) => `${stage} ${value ?? ''}`.trim()),
    )
    const states = told.filter((one, i) => i === 0 || one.join() !== told[i - 1]?.join())
    expect(states[0]).toEqual(['before', 'before'])
    expect(states).toContainEqual(['computed 1', 'computed 1'])
    expect(states.at(-1)).toEqual(['written 1', 'written 1'])
  })

  it('says of the variable what the machine holds, and of who has written what was written', () => {
    for (const { updates, view } of lost) {
      const values = view.processes.flatMap(({ segments }) => segments.flatMap((segment) => segment.values))
      const count = values.find(({ name }) => name === 'count')?.value
      const written = updates.filter(({ stage }) => stage === 'written')
      if (count !== undefined) expect(count).toBe(written.length === 0 ? '0' : '1')
    }
  })

  it('says of each task what it had read, also after it has written: the update is lost where both read the same', () => {
    expect(lost[0]?.updates.map(({ read }) => read)).toEqual([null, null])
    expect(lost.at(-1)?.updates.map(({ stage, read }) => `${stage} ${read}`)).toEqual([
      'written 0',
      'written 0',
    ])
  })

  it('stands on the line of the update', () => {
    expect(new Set(lost.flatMap(({ updates }) => updates.map(({ line }) => line)))).toEqual(new Set([5]))
  })
})

describe('where it stands', () => {
  const states = ['before', 'read', 'computed', 'written'] as const
  const of = (n: number) =>
    Array.from({ length: n }, (_, task) => ({
      task,
      file: 0,
      name: 'count',
      line: 5,
      stage: states[task % 4] ?? 'before',
      value: '1',
      read: '0',
      readAt: null,
      wroteAt: null,
    }))

  it('fits the width, task beside task, the variable below, for one task and for many', () => {
    for (const width of [280, 358, 520])
      for (const n of [1, 2, 3, 4, 9]) {
        const { boxes, variable, folded, height } = layUpdate(of(n), width)
        expect(boxes.length + folded).toBe(n)
        for (const [i, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.w).toBeLessThanOrEqual(width)
          if (i > 0) expect(box.x).toBeGreaterThan((boxes[i - 1]?.x ?? 0) + (boxes[i - 1]?.w ?? 0))
        }
        expect(variable.y).toBeGreaterThan(UPDATE_BOX)
        expect(height).toBeGreaterThan(variable.y)
      }
  })

  it('has an arrow up for what was read, down for what is or will be written, none before', () => {
    expect(layUpdate(of(4), 520).arrows.map(({ task, kind }) => [task, kind])).toEqual([
      [1, 'read'],
      [2, 'will-write'],
      [3, 'wrote'],
    ])
  })
})

/** Both read before either writes. */
function overtaken(): Frame[] {
  let session = opened()
  for (let p = 0; p < session.stops.length; p++) {
    const { updates, choices } = frameAt(session, p)
    const behind = updates.find(({ stage }) => stage !== 'computed' && stage !== 'written')
    const isAhead = updates.some(({ stage }) => stage === 'computed')
    if (behind && isAhead && choices.includes(behind.task) && choices.length > 1)
      session = chooseNext(session, p, behind.task)
  }
  return session.stops.map((_, p) => frameAt(session, p))
}

function opened(): Session {
  const files = [{ name: 'count.c', text: COUNT }]
  const input = {
    files,
    config: { cores: 1, seed: 0 },
    schedule: '',
    grain: 'operation',
    locale: 'en',
    parts: ['update'],
  } as const
  return openSession(input, compile(files), event)
}

it('leaves the state out where it would touch the name', () => {
  expect(hasRoom(153, 'main', '실행 중')).toBe(true)
  expect(hasRoom(153, 'work', '끝남, 아직 join되지 않음')).toBe(false)
})

describe('the words at an arrow', () => {
  it('stand in the drawing, whatever they are and wherever the arrow is', () => {
    for (const words of ['wrote 1', 'next: write 12345', '다음: 12345 쓰기'])
      for (const x of [0, 40, 150, 290]) {
        const left = placeWords({ x, y: 0, isLeft: true }, [words], 300)
        const right = placeWords({ x, y: 0, isLeft: false }, [words], 300)
        expect(left).toBeGreaterThanOrEqual(words.length * 7)
        expect(right).toBeLessThanOrEqual(300 - words.length * 7)
      }
    expect(placeWords({ x: 200, y: 0, isLeft: true }, ['read'], 300)).toBe(200)
  })

  it('part after their comma where they have no room beside the arrow', () => {
    const words = 'read 0, will write 1'
    expect(linesBeside({ x: 200, y: 0, isLeft: true }, words, 400)).toEqual([words])
    expect(linesBeside({ x: 88, y: 0, isLeft: true }, words, 400)).toEqual(['read 0,', 'will write 1'])
    expect(linesBeside({ x: 312, y: 0, isLeft: false }, words, 400)).toEqual(['read 0,', 'will write 1'])
    expect(placeWords({ x: 88, y: 0, isLeft: true }, ['will write 1'], 400)).toBe(88)
    // Lines under each other begin at one place, though the longer one has to move in.
    expect(placeWords({ x: 350, y: 0, isLeft: false }, ['read 0,', 'will write 1'], 400)).toBe(400 - 84)
  })
})

describe('a lost update', () => {
  const at = (task: number, readAt: number, wroteAt: number | null): UpdateState => ({
    task,
    file: 0,
    name: 'count',
    line: 5,
    stage: wroteAt === null ? 'read' : 'written',
    value: '1',
    read: '0',
    readAt,
    wroteAt,
  })

  it('is one whose writer was overtaken by who had read before, and none while nobody has written over it', () => {
    const lost = lostUpdate([at(0, 1, 4), at(1, 2, 7)])
    expect([lost?.first.task, lost?.late.task]).toEqual([0, 1])
    expect(lostUpdate([at(0, 1, 4), at(1, 2, null)])).toBeNull()
    expect(lostUpdate([at(0, 1, 2), at(1, 3, 4)])).toBeNull()
  })

  it('is told in the order in which it happened', () => {
    const states = [at(0, 1, 4), at(1, 2, 7)]
    expect(orderWords(states, english)).toBe('In order: A read 0, B read 0, A wrote 1, B wrote 1')
    expect(orderWords(states, korean)).toBe('일어난 순서: A 0 읽음, B 0 읽음, A 1 씀, B 1 씀')
    expect(orderWords([at(0, 1, null)], english)).toBeNull()
  })

  it('names who uses the variable, and counts them where they are many', () => {
    const states = Array.from({ length: 100 }, (_, task) => at(task, task, null))
    expect(usersWords(states.slice(0, 2), english)).toBe('used by A, B')
    expect(usersWords(states, english)).toBe('used by 100 tasks')
    expect(usersWords(states, korean)).toBe('태스크 100개 함께 사용')
  })
})
