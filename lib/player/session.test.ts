import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import { chooseNext, openSession, positionUnlike, type Session } from './session'
import { shapeOf } from './shape'

/** main makes a thread that ends at once, waits for it, and goes on alone. */
const SOURCE = `#include <pthread.h>
static int seen;
static void *work(void *arg) {
  seen = 1;
  return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  seen = 2;
  seen = 3;
  return 0;
}
`

describe('the outline of a run', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'has no task on two cores at once, and each where the machine has it (seed %i)',
    (seed) => {
      const files = [{ name: 'lost.c', text: readFileSync('content/race-and-mutex/two-writers.c', 'utf8') }]
      const input = {
        files,
        config: { cores: 2, policy: seed % 2 ? 'rr' : 'fair', quantum: 1 + (seed % 3), seed },
        schedule: '',
        grain: 'operation',
        locale: 'en',
        parts: [],
      } as const
      const session = openSession(input, compile(files), event)
      shapeOf(session).held.forEach((cores, i) => {
        const tasks = cores.filter((task) => task !== null)
        expect(new Set(tasks).size, `${i}`).toBe(tasks.length)
        session.recording.view(session.stops[i + 1] ?? 0).cores.forEach((task, core) => {
          if (task !== null) expect(cores[core], `${i}`).toBe(task)
        })
      })
    },
  )

  it('shows a core idle once its task waits or has ended', () => {
    const files = [{ name: 'main.c', text: SOURCE }]
    const input = {
      files,
      config: { cores: 2 },
      schedule: '',
      grain: 'line',
      locale: 'en',
      parts: [],
    } as const
    const session = openSession(input, compile(files), event)
    const { held, tasks } = shapeOf(session)
    const work = 1
    const lastOfWork = tasks.lastIndexOf(work)
    expect(lastOfWork).toBeGreaterThan(0)
    expect(held.slice(lastOfWork + 1).flat()).not.toContain(work)
    expect(held.at(-1)?.filter((task) => task !== null)).toEqual([0])
  })
})

describe('a schedule that is none', () => {
  const opened = (schedule: string, text = SOURCE) => {
    const files = [{ name: 'main.c', text }]
    const input = { files, config: {}, schedule, grain: 'line', locale: 'en', parts: [] } as const
    return shapeOf(openSession(input, compile(files), event))
  }

  it('leaves the order to the policy, and says so', () => {
    const { lostOrder, ...shape } = opened('1.rr.20.0.A?')
    expect(lostOrder).toEqual({ why: 'unread', at: 11, part: 'A?' })
    expect(shape).toEqual(opened(''))
    expect(opened('1.rr.20.0.A1').lostOrder).toBeUndefined()
    expect(opened('1.none.20.0.A3').lostOrder).toEqual({ why: 'unread', at: 1, part: '1.none.20.0.' })
  })

  it('says which part names a task that there is not, or asks for what cannot be', () => {
    expect(opened('1.rr.20.0.A1QQ99A1').lostOrder).toEqual({ why: 'nobody', at: 2, part: 'QQ99' })
    expect(opened('1.rr.20.0.B1A3').lostOrder).toEqual({ why: 'unfit', at: 1, part: 'B1' })
  })

  it('says what was left over when the program ended', () => {
    const lost = { why: 'nobody', at: 2, part: 'QQ1' }
    expect(opened('1.rr.20.0.A999QQ1', 'int main(void) { return 0; }').lostOrder).toEqual(lost)
  })
})

describe('where a run prints something else', () => {
  const text = `#include <unistd.h>
int main(void) {
  write(1, "ab", 2);
  write(1, "c", 1);
  return 0;
}
`
  const files = [{ name: 'main.c', text }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  const printed = (p: number) =>
    frameAt(session, p)
      .view.output.map(({ text }) => text)
      .join('')

  it.each([
    ['abd', 'abc'],
    ['x', 'ab'],
    ['', 'ab'],
  ])('after %j it is at the write that made %j', (expected, there) => {
    const at = positionUnlike(session, expected)
    expect([printed(at - 1), printed(at)]).toEqual([there.slice(0, there === 'abc' ? 2 : 0), there])
  })

  it('is the end, where it only prints less', () => {
    expect(positionUnlike(session, 'abcd')).toBe(session.stops.length - 1)
  })
})

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

describe('count++ by two tasks', () => {
  const files = [{ name: 'count.c', text: COUNT }]
  const input = {
    files,
    config: { cores: 1 },
    schedule: '',
    grain: 'operation',
    locale: 'en',
    parts: [],
  } as const
  const open = () => openSession(input, compile(files), event)
  const printed = (session: Session) =>
    frameAt(session, session.stops.length - 1)
      .view.output.map((part) => part.text)
      .join('')
  const told = (session: Session, position: number) =>
    frameAt(session, position).narration.map(plainText).join(' ')

  /** Picks a task at each position in turn, as a reader does, from where both can run. */
  function steer(...tasks: number[]): { session: Session; position: number; seen: string[] } {
    let session = open()
    let position = shapeOf(session).tasks.findIndex((_, p) => frameAt(session, p).choices.length > 1)
    const seen: string[] = []
    for (const task of tasks) {
      session = chooseNext(session, position, task)
      position++
      seen.push(told(session, position))
    }
    return { session, position, seen }
  }

  it('has three actions, and the value in between belongs to its task', () => {
    const { session, position, seen } = steer(1, 1, 1, 1)
    expect(seen.slice(-3).map((words) => words.replace(/\. .*/, '.'))).toEqual([
      'B read 0 from the variable count.',
      'B computed 1 from the 0 that it had read from the variable count.',
      'B wrote 1 to the variable count.',
    ])
    expect(frameAt(session, position - 2).temporaries).toEqual([
      { task: 1, name: 'count', value: '0', computed: false },
    ])
    expect(frameAt(session, position - 1).temporaries).toEqual([
      { task: 1, name: 'count', value: '1', computed: true },
    ])
    expect(frameAt(session, position).temporaries).toEqual([])
  })

  it('loses one of them where both read before either writes, whatever comes in between', () => {
    expect(printed(steer(0, 0, 1, 1, 0, 0, 1, 1).session)).toBe('count = 1\n')
    // A computes before B even begins, and stays where the reader has brought it.
    const { session, position, seen } = steer(0, 0, 0, 1, 1, 1, 1, 0)
    expect(printed(session)).toBe('count = 1\n')
    expect(seen.filter((words) => words.startsWith('A computed'))).toHaveLength(1)
    expect(seen.at(-1)).toMatch(/^A wrote 1/)
    expect(frameAt(session, position).position).toBe(position)
  })

  it('keeps both where one ends before the other begins', () => {
    expect(printed(open())).toBe('count = 2\n')
  })
})

const WORDS = `#include <pthread.h>
#include <stdio.h>
static void busy(int n) {
  for (int i = 0; i < n; i++)
    ;
}
static void *work(void *arg) {
  busy(2);
  return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  char text[4];
  char *p = text;
  p[1] = 'b';
  printf("done\\n");
  return 0;
}
`

describe('what is told of a run', () => {
  const files = [{ name: 'words.c', text: WORDS }]
  const input = {
    files,
    config: { cores: 1, quantum: 1 },
    schedule: '',
    grain: 'line',
    locale: 'en',
    parts: [],
  } as const
  const session = openSession(input, compile(files), event)
  const told = session.stops.map((_, p) => frameAt(session, p).narration.map(plainText).join(' '))

  it('calls a library function no system call, and gives a void function no value', () => {
    expect(told.join('\n')).toMatch(
      /pthread_join returned 0 to A\. Where it has to wait, it waits in futex\./,
    )
    expect(told.join('\n')).not.toMatch(/system call pthread/)
    expect(told).toContainEqual(expect.stringMatching(/B returned from busy\./))
  })

  it('says why a core was given up: its task had ended', () => {
    expect(told.join('\n')).toMatch(
      /B had ended, so A took core 0\.|B ended\. Its process goes on\.(?!.*slice)/,
    )
    const ended = told.findIndex((words) => words.startsWith('B ended'))
    expect(ended).toBeGreaterThan(0)
    expect(told.slice(ended).join('\n')).not.toMatch(/B used up its time slice/)
  })

  it('leaves out what the library does with its own lock and memory', () => {
    expect(told.join('\n')).not.toMatch(/0x407|isatty|brk|read \d+ from t\b/)
  })
})

const FORK = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int x = 1;
int main(void) {
  pid_t pid = fork();
  if (pid == 0) {
    x = 5;
    return 0;
  }
  waitpid(pid, NULL, 0);
  int *nowhere = NULL;
  *nowhere = 1;
  return 0;
}
`

describe('the pictures of two processes', () => {
  const files = [{ name: 'fork.c', text: FORK }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  const frames = session.stops.map((_, p) => frameAt(session, p))
  const told = (p: number) => frames.at(p)?.narration.map(plainText).join(' ') ?? ''

  it('show a global of each, also where a process has not touched it', () => {
    const wrote = frames.find((frame) =>
      frame.steps.some((step) => step.events.some((e) => e.kind === 'store' && e.place.name === 'x')),
    )
    const values = wrote?.view.processes.map((process) =>
      process.segments.flatMap((s) => s.values.filter((v) => v.name === 'x').map((v) => v.value)),
    )
    expect(values).toEqual([['1'], ['5']])
  })

  it('end with one sentence on the signal, and the last picture that shows something', () => {
    expect(told(-1)).toMatch(/SIGSEGV ended the whole process of A \(signal 11; .*128 \+ 11 = 139\)\.$/)
    expect(told(-1)).not.toMatch(/with status/)
    const last = frames.at(-1)
    expect(last?.view.processes.some((process) => process.state === 'alive')).toBe(false)
    expect(last?.isLeft).toBe(true)
    expect(last?.shown.processes.some((process) => process.segments.length > 0)).toBe(true)
    expect(last?.shown.tasks.filter(({ state }) => state !== 'zombie' && state !== 'gone')).toEqual([])
  })
})
