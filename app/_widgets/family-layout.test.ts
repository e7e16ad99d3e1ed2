import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { simulator as english } from '@/lib/i18n/en/simulator'
import { simulator as korean } from '@/lib/i18n/ko/simulator'
import { STATE_LETTER } from '@/lib/player/family'
import { frameAt } from '@/lib/player/frame'
import { openSession, type Session } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { pageOf } from './family-figure'
import { type FamilyPicture, layFamily, wordRoom } from './family-layout'
import { fateWords, momentWords, waitedWords } from './family-word'

const FIRST_TO_END = readFileSync('content/exit-and-wait/first-to-end.c', 'utf8')

const FAMILY = `#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>
static void *work(void *arg) {
  usleep(4000);
  return NULL;
}
int main(void) {
  if (fork() == 0) {
    if (fork() == 0) {
      usleep(9000);
      _exit(7);
    }
    usleep(1000);
    _exit(3);
  }
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  wait(NULL);
  return 0;
}
`
const CROWD = `#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < 14; i++)
    if (fork() == 0) _exit(i);
  while (wait(NULL) > 0);
  return 0;
}
`

describe('lives as lanes', () => {
  const session = opened(FAMILY)
  const { length } = shapeOf(session)

  it('put threads beside their process and children below it, init above when it adopts', () => {
    const { lanes, frames } = at(session, 0)
    expect(
      lanes.map((lane) => (lane.kind === 'member' ? [lane.member.task, lane.depth] : lane.kind)),
    ).toEqual(['init', [0, 0], [2, 1], [1, 1], [3, 2]])
    expect(frames).toEqual([{ from: 1, count: 2 }])
  })

  it('never tell of a task before it was made, nor after it is gone', () => {
    for (let p = 0; p <= length; p++) {
      const picture = at(session, p)
      const { tasks } = frameAt(session, p).view
      for (const { member } of picture.lanes.flatMap((lane) => (lane.kind === 'member' ? [lane] : []))) {
        const now = picture.bars.find(
          (bar) => bar.task === member.task && !bar.isFuture && Math.abs(bar.to - picture.now) < 1e-9,
        )
        const state = tasks[member.task]?.state
        if (state === undefined) expect(now, `${member.task} at ${p}`).toBeUndefined()
        // Right at the end of a task its bar is still that of what it did.
        const isBetween = !Number.isInteger(picture.now)
        if (state === 'zombie' && isBetween) expect(now?.look, `${member.task} at ${p}`).toBe('zombie')
      }
    }
  })

  it('go from left to right without a gap or an overlap, and the playhead with them', () => {
    let before = -1
    for (let p = 0; p <= length; p++) {
      const picture = at(session, p)
      expect(picture.now).toBeGreaterThanOrEqual(before)
      before = picture.now
      for (const lane of picture.lanes.keys()) {
        const own = picture.bars.filter((bar) => bar.lane === lane)
        for (const [i, bar] of own.entries()) if (i > 0) expect(bar.from).toBe(own[i - 1]?.to)
      }
    }
  })

  it('link a reaped child to the parent that takes its status, an orphan to init', () => {
    const { links, lanes } = at(session, length)
    const told = links.map(({ kind, task, to, status }) => {
      const lane = lanes[to]
      return [kind, task, lane?.kind === 'member' ? lane.member.task : lane?.kind, status]
    })
    expect(told).toEqual([
      ['birth', 1, 1, null],
      ['birth', 2, 2, null],
      ['birth', 3, 3, null],
      ['adopt', 3, 'init', null],
      ['reap', 2, 0, null],
      ['reap', 1, 0, 3],
      ['reap', 3, 'init', 7],
    ])
  })

  it('tell nothing of what is still to come while they are locked', () => {
    for (let p = 0; p <= length; p++) {
      const picture = at(session, p, true)
      const born = frameAt(session, p).view.tasks.length
      expect(picture.lanes.filter(({ kind }) => kind === 'member').length).toBeLessThanOrEqual(born)
      expect(picture.bars.every(({ isFuture }) => !isFuture)).toBe(true)
      expect(picture.links.every(({ isFuture }) => !isFuture)).toBe(true)
    }
  })

  it('fold many siblings into one lane with a count for each state, but not the one of the moment', () => {
    const crowd = opened(CROWD)
    const end = shapeOf(crowd).length
    for (let p = 0; p <= end; p++) {
      const { lanes } = at(crowd, p)
      const { tasks } = frameAt(crowd, p).view
      const many = lanes.find((lane) => lane.kind === 'many')
      if (many?.kind !== 'many') throw new Error('nothing is folded')
      expect(lanes.length).toBeLessThanOrEqual(4)
      const counted = Object.values(many.counts).reduce((sum, n) => sum + n, 0)
      expect(counted).toBe(many.tasks.filter((task) => task < tasks.length).length)
    }
  })
})

describe('a task that waits for one thing and then at once for another', () => {
  it('has a bar for either, each with its own word', () => {
    const session = opened(FAMILY)
    const { family, length } = shapeOf(session)
    if (!family) throw new Error('there is no family')
    // The same run, told as if the first task had waited for two calls in turn.
    const waits = family.moments.map((moment, i) => ({
      ...moment,
      ran: moment.ran.filter((task) => task !== 0),
      states: `${STATE_LETTER.sleeping}${moment.states.slice(1)}`,
      waits: { ...moment.waits, 0: { call: i < 2 ? 'read' : 'futex', task: null } },
    }))
    const told = { ...family, moments: waits, after: family.after.filter((task) => task !== 0) }
    const { bars } = layFamily(told, frameAt(session, length).view, length, length, false)
    const own = bars.filter(({ task, look, isFuture }) => task === 0 && look === 'waits' && !isFuture)
    expect(own.map(({ why }) => why?.call)).toEqual(['read', 'futex'])
    expect(own[0]?.to).toBe(own[1]?.from)
  })
})

describe('the word of a wait', () => {
  const session = opened(FIRST_TO_END)
  const picture = at(session, shapeOf(session).length)
  const bar = picture.bars.find(({ why }) => why?.call === 'nanosleep')

  it('stands where no arrow passes above its bar', () => {
    if (!bar) throw new Error('nobody sleeps')
    const passing = picture.links.filter(
      ({ time, from, to }) => bar.from < time && time < bar.to && from > bar.lane && to < bar.lane,
    )
    expect(passing.length).toBe(1)
    const room = wordRoom(bar, picture.links)
    expect(room.to - room.from).toBeLessThan(bar.to - bar.from)
    for (const { time } of passing) expect(room.from < time && time < room.to).toBe(false)
    expect(wordRoom(bar, [])).toEqual({ from: bar.from, to: bar.to })
  })

  it('is told of each task in both languages', () => {
    expect(waitedWords(bar?.task ?? -1, picture, english)).toBe('has waited in nanosleep')
    expect(waitedWords(bar?.task ?? -1, picture, korean)).toBe('지금까지 nanosleep에서 기다림')
    expect(waitedWords(2, picture, english)).toBeNull()
  })
})

describe('a child that a signal ends', () => {
  const session = opened(`#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  if (fork() == 0) abort();
  usleep(1000);
  wait(NULL);
  return 0;
}
`)
  const { length } = shapeOf(session)
  const fates = Array.from({ length: length + 1 }, (_, p) =>
    fateWords(1, frameAt(session, p).view, at(session, p), english),
  )

  it('is told of with the signal, as a zombie and after it was reaped', () => {
    expect(fates).toContain('zombie · signal 6')
    expect(fates.at(-1)).toBe('killed by signal 6 · reaped by A')
    const killed = at(session, length).moments.find(({ kind }) => kind === 'killed')
    expect(killed && momentWords(killed, english)).toContain('B was killed: signal 6')
    expect(killed && momentWords(killed, korean)).toContain('B 끝남: 시그널 6')
  })
})

describe('columns that do not fit', () => {
  it('are shown by pages that hold the playhead and do not move inside one', () => {
    const pages = Array.from({ length: 41 }, (_, now) => pageOf(now, 41, 12))
    for (const [now, { from, to }] of pages.entries()) {
      expect(from).toBeLessThanOrEqual(now)
      expect(to).toBeGreaterThanOrEqual(now)
    }
    expect(new Set(pages.map(({ from }) => from)).size).toBe(4)
  })
})

function at(session: Session, position: number, isLocked = false): FamilyPicture {
  const { family, length } = shapeOf(session)
  if (!family) throw new Error('there is no family')
  return layFamily(family, frameAt(session, position).view, position, length, isLocked)
}

function opened(text: string): Session {
  const files = [{ name: 'family.c', text }]
  const input = {
    files,
    config: { cores: 1, seed: 0 },
    schedule: '',
    grain: 'line',
    locale: 'en',
    parts: ['tree'],
  } as const
  return openSession(input, compile(files), event)
}
