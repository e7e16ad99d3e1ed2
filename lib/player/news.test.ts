import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event as en } from '@/lib/i18n/en/event'
import { event as ko } from '@/lib/i18n/ko/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import type { SimulatorPart } from './part'
import { openSession, type Session } from './session'

const SIGNALS = `#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  signal(SIGUSR1, SIG_IGN);
  if (fork() == 0)
    return 0;
  wait(NULL);
  kill(getpid(), SIGUSR1);
  return 0;
}
`
const SLEEPS = `#include <unistd.h>
int main(void) {
  getppid();
  usleep(5);
  return 0;
}
`

it('tells of a signal that a process ignores, and not of one that does nothing by default', () => {
  const told = allTold(SIGNALS, 'en')
  expect(told).toContain('SIGUSR1 reached A, which ignores it.')
  expect(told).not.toContain('SIGCHLD')
  expect(allTold(SIGNALS, 'ko')).not.toContain('SIGCHLD')
})

it('says of a parent that waits that the end of its child has woken it, and of no other', () => {
  const late = SIGNALS.replace('    return 0;', '    return usleep(5);')
  expect(allTold(late, 'en')).toContain('A woke up: its wait can return now.')
  expect(allTold(late, 'ko')).toContain('A가 깨어났습니다. 이제 기다리던 콜에서 돌아올 수 있습니다.')
  expect(allTold(SIGNALS, 'en')).not.toContain('its wait can return now')
})

const CHILDREN = `#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  pid_t child[2];
  for (int i = 0; i < 2; i++)
    if ((child[i] = fork()) == 0) return usleep(100);
  waitpid(child[1], NULL, 0);
  wait(NULL);
  return 0;
}
`

it('says of a wait for children which they are', () => {
  const told = allTold(CHILDREN, 'en')
  expect(told).toContain('A began to wait for C to end, in waitpid.')
  const any = CHILDREN.replace('waitpid(child[1], NULL, 0)', 'wait(NULL)')
  expect(allTold(any, 'en')).toContain(
    'A began to wait until one of its children ends: B or C. It waits in wait.',
  )
  expect(allTold(any, 'ko')).toContain('자식 B, C 가운데 하나가 끝나기를 기다리며')
})

const POINTS = `#include <pthread.h>
#include <mqueue.h>
#include <signal.h>
struct job { int steps, done; };
static struct job jobs[2];
static void *work(void *given) {
  struct job *mine = given;
  mine->done = 1;
  return NULL;
}
static void on(int signal) { (void)signal; }
int main(void) {
  struct mq_attr shape = { .mq_maxmsg = 4 };
  struct sigaction action = { .sa_handler = on };
  int numbers[2] = { 3, 4 };
  int *second = &numbers[1];
  struct mq_attr *kept = &shape;
  sigaction(SIGUSR1, &action, NULL);
  pthread_t t, self = pthread_self();
  pthread_create(&t, NULL, work, &jobs[1]);
  pthread_join(t, NULL);
  return *second + (int)kept->mq_maxmsg + (self == t);
}
`

it('tells addresses, threads and the library’s members by the names that a program has for them', () => {
  const told = allTold(POINTS, 'en')
  expect(told).toContain('set its local second to &numbers[1].')
  expect(told).toContain('B set its local mine to &jobs[1].')
  expect(told).toContain('set its local self to the thread A.')
  expect(told).toContain('wrote on to action.sa_handler.')
  expect(told).not.toMatch(/__|0x/)
})

const SHARES = `#include <pthread.h>
#include <unistd.h>
int here = 1;
pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static void *back(void *arg) {
  pthread_mutex_lock(&first);
  here = 3;
  pthread_mutex_unlock(&first);
  return arg;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, back, NULL);
  pthread_mutex_lock(&first);
  usleep(5);
  here = 2;
  pthread_mutex_unlock(&first);
  pthread_join(t, NULL);
  return 0;
}
`

it('says what a thing is whose name could be a word', () => {
  const told = allTold(SHARES, 'en')
  expect(told).toMatch(/[AB] acquired the mutex first\./)
  expect(told).toMatch(/began to wait until [AB] unlocks the mutex first, in/)
  expect(told).toContain('wrote 2 to the variable here.')
  const korean = allTold(SHARES, 'ko')
  expect(korean).toContain('뮤텍스 first를 얻었습니다.')
  expect(korean).toContain('변수 here에 2를 썼습니다.')
})

it('says which pages are shared by a fork, and which one was copied for whom, and where', () => {
  const program = readFileSync('content/copy-on-write/cow.c', 'utf8')
  const told = allTold(program, 'en')
  expect(told).toMatch(/A and B share \d+ pages for now\./)
  expect(told).toMatch(
    /B wrote to a page that it shared, Heap 2\. The kernel copied it for B into page frame \d+\./,
  )
  const korean = allTold(program, 'ko')
  expect(korean).toMatch(/함께 사용하던 페이지 힙 2에 썼습니다\. 커널이 B의 사본을 페이지 프레임 \d+에/)
})

it('counts the pages that the library copied where pages are shown', () => {
  const program = readFileSync('content/copy-on-write/cow.c', 'utf8')
  expect(allTold(program, 'en', ['pages'])).toMatch(/The C library’s own writes copied \d pages? for [AB]\./)
  expect(allTold(program, 'ko', ['pages'])).toMatch(
    /C 라이브러리의 쓰기로 [AB]의 페이지 \d장이 복사되었습니다\./,
  )
  expect(allTold(program, 'en')).not.toContain('C library’s own')
})

it('a call that slept is not told as made when it returns', () => {
  const told = allTold(SLEEPS, 'en')
  expect(told).toContain('A made the system call getppid.')
  expect(told).toContain('A came back from the system call nanosleep. The kernel returned 0.')
  expect(told).not.toContain('made the system call nanosleep')
  expect(allTold(SLEEPS, 'ko')).toContain('A가 시스템 콜 nanosleep에서 돌아왔습니다.')
})

const PIPE = `#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int end[2];
  char *text = malloc(8);
  pipe(end);
  if (fork() == 0)
    return 0;
  close(end[1]);
  read(end[0], text, 5);
  wait(NULL);
  return 0;
}
`

it('says whose ends a pipe has, which one is closed, why nothing more comes, and which child was reaped', () => {
  const told = allTold(PIPE, 'en')
  expect(told).toContain('A made a pipe: descriptor 3 is its read end, 4 its write end.')
  expect(told).toContain('A closed descriptor 4, the write end of pipe.')
  expect(told).toContain('The pipe is empty, and no descriptor of its write end is left.')
  expect(told).toContain('A reaped B, its child 4243, and got its exit status, 0.')
  expect(told).toContain('set its local text to the address of a byte that is 0.')
  const korean = allTold(PIPE, 'ko')
  expect(korean).toContain('디스크립터 3번이 읽기 쪽, 4번이 쓰기 쪽입니다.')
  expect(korean).toContain('A가 디스크립터 4번(pipe의 쓰기 쪽)을 닫았습니다.')
  expect(korean).toContain('A가 자식 B(PID 4243)를 회수하고')
})

it('tells a wait as what begins, since it may be over when it is read', () => {
  for (const program of [SIGNALS, SLEEPS, PIPE]) expect(allTold(program, 'en')).not.toContain('is waiting ')
  expect(allTold(SLEEPS, 'en')).toContain('A began to wait for 5 µs, in nanosleep.')
})

it('says of who waits that they wait, whatever order is followed', () => {
  const told = (schedule: string) => {
    const files = [{ name: 'main.c', text: SLEEPS.replace('getppid', 'fork') }]
    const input = {
      files,
      config: { cores: 1 },
      schedule,
      grain: 'operation',
      locale: 'en',
      parts: [],
    } as const
    const session = openSession(input, compile(files), en)
    const last = frameAt(session, session.stops.length - 1)
    const text = session.stops.flatMap((_, p) => frameAt(session, p).narration.map(plainText)).join('\n')
    return { text, schedule: last.schedule }
  }
  const first = told('')
  expect(first.text).toMatch(/took core 0; . is waiting/)
  expect(told(first.schedule).text).toMatch(/took core 0; . is waiting/)
})

const MANY = `int all[8];
int main(void) {
  for (int i = 0; i < 8; i++) all[i] = i;
  return 0;
}
`

it('says how many things of a step are not told', () => {
  const files = [{ name: 'main.c', text: MANY }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), en)
  const told = session.stops.map((_, p) => frameAt(session, p).narration.map(plainText))
  const cut = told.filter((sentences) => sentences[0]?.startsWith('Not told: '))
  expect(cut.length).toBeGreaterThan(0)
  for (const sentences of cut) expect(sentences).toHaveLength(4)
})

it('tells that a local got its first value, whatever memory held there before', () => {
  const told = allTold(
    'int main(void) {\n  int first = 0;\n  int second = 7;\n  return first + second;\n}\n',
    'en',
  )
  expect(told).toContain('A set its local first to 0.')
  expect(told).toContain('A set its local second to 7.')
})

const HELD_BACK = `#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct pair { int first, second, rest[8]; };
int second(struct pair *p) { return p->second; }
int main(void) {
  struct pair both = {.second = 2};
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  raise(SIGUSR1);
  raise(SIGUSR1);
  int *seen = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  seen[0] = 5;
  if (fork() == 0) {
    seen[1] = 6;
    return 0;
  }
  wait(0);
  return second(&both);
}
`

it('names a structure as a whole, says of a signal that it was pending already, and of a page that it is shared once two map it', () => {
  const told = allTold(HELD_BACK, 'en')
  expect(told).toMatch(/A wrote \{first = 0, .* to the variable both\./)
  expect(told).toContain('SIGUSR1 is pending for A, which blocks it.')
  expect(told).toContain('SIGUSR1 was pending already for A; it stays pending once.')
  expect(told).toMatch(/A wrote 5 to (\*seen|seen\[0\])\.\n/)
  expect(told).toMatch(/B wrote 6 to seen\[1\]\. The page tables of all who map it/)
})

const TIME_IS_UP = `#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
  if (fork() == 0) {
    usleep(100);
    return 0;
  }
  usleep(10);
  memset(block, 1, sizeof block);
  wait(NULL);
  return 0;
}
`

it('tells that the time is up of a task for which another does something weightier', () => {
  const files = [{ name: 'main.c', text: TIME_IS_UP }]
  const config = { cores: 1, policy: 'fifo' } as const
  const input = { files, config, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), en)
  const told = session.stops.map((_, p) => frameAt(session, p).narration.map(plainText))
  const moment = told.find((sentences) => sentences.includes('B woke up and can run again.'))
  expect(moment?.some((words) => words.includes('to block[0]'))).toBe(true)
})

const ONE_MEMBER = `struct counter { int n; };
struct outer { struct counter inner; int rest; };
static struct counter c;
static struct outer o;
static void bump(struct counter *p) { p->n = 6; }
int main(void) {
  c.n = 5;
  struct counter *own = &c;
  int *inside = &c.n;
  struct counter *deep = &o.inner;
  bump(own);
  struct counter copy;
  copy = c;
  o.inner.n = 7;
  return *inside + deep->n + copy.n;
}
`

it('names the only member of a structure, and not where a pointer is one to the structure', () => {
  const told = allTold(ONE_MEMBER, 'en')
  expect(told).toContain('A wrote 5 to c.n.')
  expect(told).toContain('A set its local own to &c.')
  expect(told).toContain('A set its local inside to &c.n.')
  expect(told).toContain('A set its local deep to &o.inner.')
  expect(told).toContain('A wrote 6 to c.n.')
  expect(told).toContain('A wrote {n = 6} to the variable copy.')
  expect(told).toContain('A wrote 7 to o.inner.n.')
})

function sessionOf(text: string, locale: 'ko' | 'en' = 'en', parts: readonly SimulatorPart[] = []): Session {
  const files = [{ name: 'main.c', text }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'operation', locale, parts } as const
  return openSession(input, compile(files), locale === 'en' ? en : ko)
}

function allTold(text: string, locale: 'ko' | 'en', parts: readonly SimulatorPart[] = []): string {
  const session = sessionOf(text, locale, parts)
  return session.stops.flatMap((_, p) => frameAt(session, p).narration.map(plainText)).join('\n')
}

const PIPES = `#include <unistd.h>
int main(void) {
  int a[2], b[2];
  pipe(a);
  pipe(b);
  return 0;
}
`

it('tells of each pipe which descriptors are its ends, also where there is another', () => {
  const told = allTold(PIPES, 'en')
  expect(told).toContain('A made a pipe: descriptor 3 is its read end, 4 its write end.')
  expect(told).toContain('A made a pipe: descriptor 5 is its read end, 6 its write end.')
  expect(told).not.toContain('system call pipe')
})

const HANDLED = `#include <signal.h>
#include <unistd.h>
static void quick(int number) { (void)number; }
static void slow(int number) {
  write(1, "x", 1);
  (void)number;
}
int main(void) {
  signal(SIGUSR1, HANDLER);
  if (fork() == 0) {
    usleep(10);
    kill(getppid(), SIGUSR1);
    return 0;
  }
  pause();
  return 0;
}
`

it.each(['quick', 'slow'])(
  'says of the handler %s that it runs where its frame is drawn, and else that it has come back',
  (name) => {
    const session = sessionOf(HANDLED.replace('HANDLER', name))
    const frames = session.stops.map((_, p) => frameAt(session, p))
    const told = frames.flatMap(({ narration, view }) =>
      narration
        .map(plainText)
        .filter((one) => one.includes('to its handler'))
        .map((one) => ({ one, stands: view.tasks[0]?.stack.some((frame) => frame.function === name) })),
    )
    expect(told).toHaveLength(1)
    for (const { one, stands } of told)
      expect(one).toBe(
        `SIGUSR1 sent A to its handler, ${name}${stands ? ': one more stack frame.' : ', which has come back.'}`,
      )
    const all = frames.flatMap(({ narration }) => narration.map(plainText)).join('\n')
    expect(all).not.toContain(`called ${name}`)
  },
)

const BUFFER = `#include <stdio.h>
#include <unistd.h>
int main(void) {
  printf("twice ");
  if (fork() == 0) {
    printf("lost ");
    _exit(0);
  }
  usleep(100);
  return 0;
}
`

it('says where a printed text is until it is written, that a child gets it too, and when it is lost', () => {
  const told = allTold(BUFFER, 'en')
  expect(told).toContain('A put "twice " into the buffer of stdout: the kernel has nothing of it yet.')
  expect(told).toContain('The copy has the buffer of stdout too, with "twice " in it.')
  expect(told).toContain('B put "lost " into the buffer of stdout')
  expect(told).toContain('"twice lost " in the buffer of stdout is lost: nothing wrote it.')
  expect(told.match(/is lost/g)).toHaveLength(1)
  expect(allTold(BUFFER, 'ko')).toContain('stdout의 버퍼에 남은 "twice "도 복사되었습니다.')
})

it('says of a task that comes onto a core for the first time how its life begins', () => {
  expect(allTold(BUFFER, 'en')).toContain('fork returned 0 to B, the child.')
  const thread = `#include <pthread.h>
static void *work(void *arg) { return arg; }
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  return 0;
}
`
  expect(allTold(thread, 'en')).toContain('B begins in work.')
})

it('says of who is killed what it had printed and not written', () => {
  const killed = BUFFER.replace('_exit(0)', 'abort()').replace(
    '#include <stdio.h>',
    '#include <stdio.h>\n#include <stdlib.h>',
  )
  expect(allTold(killed, 'en')).toMatch(
    /SIGABRT ended the whole process of B .*"twice lost " in the buffer of stdout is lost/,
  )
})

it('says of a reader that waits for its own write end that this is why nothing comes', () => {
  const text = readFileSync('content/files-and-pipes/no-eof.c', 'utf8')
  expect(allTold(text, 'en', ['channels'])).toContain(
    'The only write end left is its own, fd 4: while that is open there is no EOF.',
  )
  expect(allTold(text, 'ko', ['channels'])).toContain('남은 쓰기 쪽은 자기 디스크립터 4번뿐이고')
  const closed = readFileSync('content/files-and-pipes/by-pipe.c', 'utf8')
  expect(allTold(closed, 'en', ['channels'])).not.toContain('its own, fd')
})

it('says whose write is lost, and not of two processes that count each for itself', () => {
  const [program, schedule] = lostUpdate()
  const files = [{ name: 'main.c', text: program }]
  const input = {
    files,
    config: { cores: 1 },
    schedule,
    grain: 'operation',
    locale: 'en',
    parts: [],
  } as const
  const session = openSession(input, compile(files), en)
  const told = session.stops.flatMap((_, p) => frameAt(session, p).narration.map(plainText)).join('\n')
  expect(told).toContain('B had read 0 before A wrote 1: the write of A is lost.')
  expect(told.match(/is lost/g)).toHaveLength(1)
  expect(allTold(readFileSync('content/fork/fork-global.c', 'utf8'), 'en')).not.toContain('is lost')
})

/** The program of the lesson, and the order in which its simulator shows it. */
function lostUpdate(): [string, string] {
  const lesson = readFileSync('content/race-and-mutex/en.mdx', 'utf8')
  const [, schedule = ''] = /<Sim [^>]*program="lost-update\.c"[^>]*schedule="([^"]+)"/.exec(lesson) ?? []
  return [readFileSync('content/race-and-mutex/lost-update.c', 'utf8'), schedule]
}
