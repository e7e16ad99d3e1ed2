/** What a family says of a moment is what the machine holds there, asked anew. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile, type MachineView, type Recording, record } from '@/lib/engine'
import { type Family, familyOf, STATE_LETTER } from './family'

const PROGRAMS = [
  'lib/engine/testdata/process',
  'lib/engine/testdata/thread',
  'content/threads',
  'content/fork',
]
  .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.c'))
/** Looks at a run beside those at its moments. */
const LOOKS = 5
/** Steps of a trace that make a run too long for looking at it again and again. */
const LONG = 800

describe('the family of a run', () => {
  it('has every birth, end, reaping and adoption of the machine, and none besides', () => {
    let looked = 0
    const wrong = PROGRAMS.flatMap((file) => {
      const recording = recorded(readFileSync(file, 'utf8'))
      if (!recording) return []
      const family = familyOf(recording, stopsOf(recording))
      const last = family.cut ? (family.moments.at(-1)?.at ?? 0) : recording.length
      return placesOf(family, last).flatMap((at) => {
        looked++
        const view = recording.view(at)
        const [told, held] = [toldAt(family, at), heldBy(view)]
        return told === held ? [] : [`${file} after ${at}: ${told} ≠ ${held}`]
      })
    })
    expect(wrong).toEqual([])
    expect(looked).toBeGreaterThan(1_000)
  })

  it('tells who reaps whom with which status, and who adopts', () => {
    const { moments } = familyIn(FAMILY)
    expect(moments.map(({ kind, task, other, status }) => [kind, task, other, status])).toEqual([
      ['fork', 0, 1, null],
      ['clone', 0, 2, null],
      ['wait', 0, 2, null],
      ['fork', 1, 3, null],
      ['exit', 1, null, 3],
      ['exit', 2, null, 0],
      ['join', 0, 2, null],
      ['reap', 0, 1, 3],
      ['exit', 0, null, 0],
      ['exit', 3, null, 7],
    ])
    const orphan = moments.find(({ adopted }) => adopted.length > 0)
    expect(orphan?.task).toBe(1)
    expect(orphan?.adopted.map(({ parent }) => parent)).toEqual([1])
  })

  it('tells who was killed, and is reaped, by the signal, and of one end once', () => {
    const { moments } = familyIn(KILLED)
    const told = moments.filter(({ kind, task }) => kind === 'killed' || kind === 'reap' || task === 1)
    expect(told.map(({ kind, status, signal }) => [kind, status, signal])).toEqual([
      ['killed', null, 11],
      ['reap', null, 11],
    ])
  })

  it('names the program that an exec puts in place', () => {
    const { moments } = familyIn(EXEC)
    expect(moments.map(({ kind, path }) => [kind, path])).toEqual([
      ['fork', null],
      ['wait', null],
      ['exec', '/bin/true'],
      ['exit', null],
      ['reap', null],
      ['exit', null],
    ])
  })
})

const KILLED = `#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  if (fork() == 0)
    *(int *)0 = 1;
  wait(NULL);
  return 0;
}
`
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

const EXEC = `#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  if (fork() == 0)
    execl("/bin/true", "true", NULL);
  wait(NULL);
  return 0;
}
`

function familyIn(text: string): Family {
  const recording = recorded(text)
  if (!recording) throw new Error('it is no short run')
  return familyOf(recording, stopsOf(recording))
}

/** Every step is a position. */
function stopsOf({ length }: Recording): number[] {
  return Array.from({ length: length + 1 }, (_, i) => i)
}

/** The whole of a short run; null for a long one. */
function recorded(text: string): Recording | null {
  const { program } = compile(text)
  const recording = program && record(program, { seed: 0 }, undefined, LONG)
  return recording?.complete ? recording : null
}

/** Its moments, the steps before them, and some between. */
function placesOf(family: Family, last: number): number[] {
  const moments = family.moments.flatMap(({ at }) => [at - 1, at])
  const others = Array.from({ length: LOOKS }, (_, i) => Math.floor((i * last) / LOOKS))
  return [...new Set([...moments, ...others, last])].sort((a, b) => a - b)
}

/** Who is there, who has ended, whose parent is who: by the moments alone. */
function toldAt(family: Family, at: number): string {
  const past = family.moments.filter((moment) => moment.at <= at)
  const states = past.at(-1)?.states ?? 'x'
  const parents = new Map<number, number>()
  for (const { pid, maker, isThread } of family.members) {
    const parent = family.members.find(({ task }) => task === maker)?.pid
    if (!isThread && parent !== undefined) parents.set(pid, parent)
  }
  for (const { adopted } of past) for (const { pid, parent } of adopted) parents.set(pid, parent)
  return [...states]
    .map((letter, task) => {
      const pid = family.members[task]?.pid ?? -1
      return fateOf(letter, letter === '.' || letter === 'z' ? undefined : parents.get(pid))
    })
    .join(' ')
}

/** The same, by the machine. */
function heldBy(view: MachineView): string {
  const first = view.tasks[0]?.pid
  return view.tasks
    .map(({ pid, state }) => {
      const letter = STATE_LETTER[state]
      const process = view.processes.find((one) => one.pid === pid)
      const isOver = letter === '.' || letter === 'z' || pid === first
      return fateOf(letter, isOver ? undefined : process?.parent)
    })
    .join(' ')
}

function fateOf(letter: string, parent: number | undefined): string {
  return letter === '.' || letter === 'z' ? letter : `alive ${parent ?? ''}`
}
